using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Hosting;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Testing;

namespace QuizPlatform.Platform.Tests;

/// <summary>The keys of a Users app that is a socket here: it answers, refuses, or accepts and never says a word.</summary>
public sealed class RemoteKeySetTests : IAsyncDisposable
{
    // What waits for the answer that never comes is to be over well before this.
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    private readonly SqliteConnection _store = new("Data Source=:memory:");
    private readonly List<ServiceProvider> _apps = [];
    private readonly TestClock _clock = new();
    private readonly FakeUsers _users = new();

    public RemoteKeySetTests() => _store.Open();

    [Fact]
    public async Task While_Users_hangs_everybody_is_told_to_come_back_and_nobody_waits_for_the_others()
    {
        var keys = App();
        _users.Answer = null;

        var asked = Enumerable.Range(0, 200).Select(_ => Find(keys, "a-key")).ToList();
        var answers = await Task.WhenAll(asked).WaitAsync(Hang);

        Assert.All(answers, answer => Assert.Equal("503, again in 1 s", answer));
        Assert.Equal(1, _users.Requests);
    }

    [Fact]
    public async Task Kept_keys_serve_while_Users_hangs_however_old_they_are()
    {
        _users.Publish("a-key");
        Assert.Equal("found", await Find(App(), "a-key"));
        _users.Answer = null;

        var restarted = App();
        for (var hours = 0; hours < 5; hours++)
        {
            Assert.Equal("found", await Find(restarted, "a-key").WaitAsync(TimeSpan.FromSeconds(2)));
            _clock.Advance(TimeSpan.FromHours(hours));
        }
    }

    [Theory]
    [InlineData("""{"keys":[]}""")]
    [InlineData("{}")]
    [InlineData("<html></html>")]
    public async Task An_answer_without_keys_throws_none_away(string nonsense)
    {
        _users.Publish("a-key");
        var keys = App();
        Assert.Equal("found", await Find(keys, "a-key"));

        _users.Answer = nonsense;
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.StartsWith("503", await Find(keys, "another-key"), StringComparison.Ordinal);
        Assert.Equal("found", await Find(keys, "a-key"));
        Assert.Equal("found", await Find(App(), "a-key"));
    }

    [Fact]
    public async Task Made_up_keys_are_asked_for_once_in_a_while_whatever_their_number()
    {
        _users.Publish("a-key");
        var keys = App();

        for (var i = 0; i < 500; i++)
            Assert.Equal("unknown", await Find(keys, $"made-up-{i}"));
        Assert.Equal(1, _users.Requests);

        _clock.Advance(TimeSpan.FromSeconds(10));
        _users.Publish("a-key", "another-key");
        Assert.Equal("found", await Find(keys, "another-key"));
        Assert.Equal(2, _users.Requests);
    }

    [Fact]
    public async Task Made_up_keys_keep_nobody_waiting_for_a_Users_that_hangs()
    {
        _users.Publish("a-key");
        var keys = App();
        Assert.Equal("found", await Find(keys, "a-key"));
        _users.Answer = null;
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.StartsWith("503", await Find(keys, "made-up").WaitAsync(Hang), StringComparison.Ordinal);
        for (var i = 0; i < 500; i++)
        {
            var madeUp = await Find(keys, $"made-up-{i}").WaitAsync(TimeSpan.FromSeconds(2));
            Assert.StartsWith("503", madeUp, StringComparison.Ordinal); // not known, and not known to be wrong
            Assert.Equal("found", await Find(keys, "a-key").WaitAsync(TimeSpan.FromSeconds(2)));
        }

        Assert.Equal(2, _users.Requests);
    }

    [Fact]
    public async Task A_Users_that_is_back_is_asked_again_after_a_second()
    {
        var keys = App();
        _users.Answer = "nonsense";
        Assert.Equal("503, again in 1 s", await Find(keys, "a-key"));

        _users.Publish("a-key");
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("found", await Find(keys, "a-key"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_clock_that_is_set_changes_nothing(int hours)
    {
        _users.Publish("a-key");
        var keys = App();
        Assert.Equal("unknown", await Find(keys, "another-key"));

        _clock.Set(TimeSpan.FromHours(hours));
        _users.Publish("a-key", "another-key");
        Assert.Equal("unknown", await Find(keys, "another-key"));
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("found", await Find(keys, "another-key"));
    }

    private static async Task<string> Find(IKeySet keys, string keyId)
    {
        try
        {
            return await keys.Find(keyId, default) is null ? "unknown" : "found";
        }
        catch (ProblemException e) when (e is { Status: 503, RetryAfter: { } wait })
        {
            return $"503, again in {wait.TotalSeconds} s";
        }
    }

    /// <summary>The keys as an app has them that has just been started on this store.</summary>
    private IKeySet App()
    {
        var settings = new Dictionary<string, string?> { ["Services__Users"] = _users.Url };
        var builder = new LocalHostOptions { FunctionClasses = [], Port = 0, Environment = settings }.CreateBuilder();
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddDbContextFactory<KeysDb>(options => options.UseSqlite(_store).UseDocuments());
        builder.AddAccessTokens<KeysDb>();
        var app = builder.Services.BuildServiceProvider();
        _apps.Add(app);
        using var db = app.GetRequiredService<IDbContextFactory<KeysDb>>().CreateDbContext();
        db.Database.EnsureCreated();
        return app.GetRequiredService<IKeySet>();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
            await app.DisposeAsync();
        _users.Dispose();
        await _store.DisposeAsync();
    }

    private sealed class KeysDb(DbContextOptions<KeysDb> options) : DocumentDb(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Document<RememberedKeys>();
    }

    private sealed class FakeUsers : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly List<TcpClient> _silent = [];
        private int _requests;

        public FakeUsers()
        {
            _listener.Start();
            _ = Serve();
        }

        public string Url => $"http://{_listener.LocalEndpoint}";
        public int Requests => Volatile.Read(ref _requests);

        /// <summary>The body of every answer; null for none, ever.</summary>
        public string? Answer { get; set; }

        public void Publish(params string[] keyIds) =>
            Answer = JsonSerializer.Serialize(new { keys = keyIds.Select(id => JsonWebKeyOf(id)) });

        public void Dispose()
        {
            _listener.Dispose();
            _silent.ForEach(client => client.Dispose());
        }

        private static object JsonWebKeyOf(string id)
        {
            var key = SigningKey.Create(DateTimeOffset.UnixEpoch).Public;
            return new { kty = key.Kty, crv = key.Crv, x = key.X, y = key.Y, kid = id };
        }

        private async Task Serve()
        {
            while (await Accept() is { } client)
            {
                Interlocked.Increment(ref _requests);
                if (Answer is not { } body)
                {
                    _silent.Add(client);
                    continue;
                }

                using (client)
                {
                    _ = await client.GetStream().ReadAsync(new byte[4096]);
                    var answer = $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
                    await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer));
                }
            }
        }

        private async Task<TcpClient?> Accept()
        {
            try
            {
                return await _listener.AcceptTcpClientAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return null;
            }
        }
    }
}
