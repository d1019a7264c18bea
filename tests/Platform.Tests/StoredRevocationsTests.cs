using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using QuizPlatform.Hosting;
using QuizPlatform.Testing;

namespace QuizPlatform.Platform.Tests;

public sealed class StoredRevocationsTests : IAsyncDisposable
{
    private readonly SqliteConnection _store = new("Data Source=:memory:");
    private readonly TestClock _clock = new();
    private readonly Stores _stores;
    private readonly StoredRevocations<RevocationsDb> _revocations;

    public StoredRevocationsTests()
    {
        _store.Open();
        var options = new DbContextOptionsBuilder<RevocationsDb>();
        options.UseSqlite(_store).UseDocuments();
        _stores = new(options.Options);
        _revocations = new(_stores, _clock, NullLogger<StoredRevocations<RevocationsDb>>.Instance);
        using var db = _stores.CreateDbContext();
        db.Database.EnsureCreated();
    }

    [Fact]
    public async Task A_revocation_holds_within_a_second_for_the_tokens_issued_before()
    {
        Assert.False(await IsRevoked("ann", _clock.GetUtcNow()));
        await Revoke("ann");
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await IsRevoked("ann", _clock.GetUtcNow() - TimeSpan.FromSeconds(2)));
        Assert.False(await IsRevoked("ann", _clock.GetUtcNow()));
        Assert.False(await IsRevoked("bob", _clock.GetUtcNow() - TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task However_long_nobody_asked_the_first_who_does_gets_no_old_answer()
    {
        var issued = _clock.GetUtcNow();
        Assert.False(await IsRevoked("ann", issued));
        await Revoke("ann");
        _clock.Advance(TimeSpan.FromHours(1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => IsRevoked("ann", issued))));

        Assert.DoesNotContain(false, answers);
    }

    [Fact]
    public async Task While_the_store_cannot_be_read_those_known_hold_and_it_is_asked_once_a_second()
    {
        var issued = _clock.GetUtcNow();
        await Revoke("ann");
        Assert.True(await IsRevoked("ann", issued));
        _stores.Broken = true;
        _clock.Advance(TimeSpan.FromSeconds(1));
        var opened = _stores.Opened;

        for (var i = 0; i < 10; i++)
            Assert.True(await IsRevoked("ann", issued));

        Assert.Equal(opened + 1, _stores.Opened);
    }

    [Fact]
    public async Task Before_the_first_read_nobody_is_believed()
    {
        _stores.Broken = true;
        await Assert.ThrowsAsync<IOException>(() => IsRevoked("ann", _clock.GetUtcNow()));
        _stores.Broken = false;

        Assert.False(await IsRevoked("ann", _clock.GetUtcNow()));
    }

    private async Task<bool> IsRevoked(string userId, DateTimeOffset issuedAt) =>
        await _revocations.Contains(new Caller(userId, "a-session", [], issuedAt, issuedAt + TimeSpan.FromMinutes(15)), default);

    private async Task Revoke(string userId)
    {
        await using var db = _stores.CreateDbContext();
        await db.KeepRevocation(userId, _clock.GetUtcNow(), _clock.GetUtcNow() + TimeSpan.FromHours(2), _clock.GetUtcNow(), default);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private sealed class Stores(DbContextOptions<RevocationsDb> options) : IDbContextFactory<RevocationsDb>
    {
        private int _opened;

        public int Opened => _opened;
        public bool Broken { get; set; }

        public RevocationsDb CreateDbContext()
        {
            Interlocked.Increment(ref _opened);
            return Broken ? throw new IOException("The disk is gone.") : new(options);
        }
    }

    private sealed class RevocationsDb(DbContextOptions<RevocationsDb> options) : DocumentDb(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Document<Revocation>();
    }
}
