using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using QuizPlatform.Hosting;
using QuizPlatform.Platform;
using QuizPlatform.Testing;

namespace QuizPlatform.Local.Tests.Store;

/// <summary>What the reader reads of documents, beside what EF does by itself.</summary>
public sealed class ReadDocumentsTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("reads-tests-").FullName;
    private readonly SqliteWriter _writer;
    private readonly SqliteReader _reader;

    public ReadDocumentsTests()
    {
        using var db = Open([]);
        db.Database.EnsureCreated();
        _writer = new(File, NullLogger<SqliteWriter>.Instance, TimeProvider.System);
        _reader = new(File);
    }

    private string File => Path.Combine(_folder, "drinks.db");

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _writer.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Documents_are_those_that_EF_reads()
    {
        await using var db = Open();
        db.Add(new Drink("water"));
        db.Add(new Drink("punch")
        {
            Name = "Ü 'quoted' \0\u2028",
            Kind = DayOfWeek.Friday,
            Sips = 7,
            Price = 0.1,
            IsHot = true,
            Photo = [1, 0, 2],
            MadeAt = A.Sunday,
            DrunkAt = A.Sunday.AddTicks(1),
            Tags = { "a", "", "\"b\"" },
            Grades = { 1, null, 3 },
            Cheers = 5_000_000_000,
            Guests =
            {
                new("Ann", null, A.Sunday.AddTicks(1), 0.1, DayOfWeek.Friday),
                new("Ü \"b\" \0\u2028", 3, null, -1e300, DayOfWeek.Sunday),
            },
            Parts = { new() { Name = "rum", Photo = [1, 0, 2] }, new() { Tags = { "a", "" }, Grades = { 1, null } } },
        });
        db.Add(new Drink("least") { Sips = int.MinValue, Cheers = long.MinValue, Price = double.Epsilon, Name = "", Photo = [] });
        await db.SaveChangesAsync();

        foreach (var id in new[] { "water", "punch", "least" })
        {
            await using var theirs = Open([]);
            await using var ours = Open();
            var expected = JsonSerializer.Serialize(await theirs.Drinks.SingleAsync(d => d.Id == id));
            Assert.Equal(expected, JsonSerializer.Serialize(await ours.FindStored<Drink>(id, id, default)));
            Assert.Empty(ours.ChangeTracker.Entries());
            Assert.Equal(expected, JsonSerializer.Serialize(await ours.Find<Drink>(id, id, default)));
            Assert.Equal(theirs.ChangeTracker.Entries().Count(), ours.ChangeTracker.Entries().Count());
            Assert.All(ours.ChangeTracker.Entries(), entry => Assert.Equal(EntityState.Unchanged, entry.State));
        }

        Assert.Null(await db.Find<Drink>("water", "punch", default));
        Assert.Null(await db.FindStored<Drink>("tea", "tea", default));
    }

    [Fact]
    public async Task What_was_found_is_saved_unless_it_was_changed_meanwhile()
    {
        await using var first = Open();
        var drink = first.Add(new Drink("water")).Entity;
        await first.SaveChangesAsync();
        await using var one = Open();
        await using var other = Open();
        var (ours, theirs) = (await one.Find<Drink>("water", "water", default), await other.Find<Drink>("water", "water", default));

        ours!.Tags.Add("cold");
        await one.SaveChangesAsync();
        ours.Name = "Cold water";
        await one.SaveChangesAsync();
        theirs!.Name = "Hot water";
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => other.SaveChangesAsync());

        Assert.Same(ours, await one.Find<Drink>("water", "water", default));
        Assert.Same(drink, await first.Find<Drink>("water", "water", default));
        var stored = await first.FindStored<Drink>("water", "water", default);
        Assert.Equal(("Cold water", "cold"), (stored!.Name, Assert.Single(stored.Tags)));
    }

    [Theory]
    [InlineData("change")]
    [InlineData("add")]
    [InlineData("remove")]
    [InlineData("replace")]
    [InlineData("turn")]
    [InlineData("clear")]
    public async Task Changed_parts_of_what_was_found_are_saved(string change)
    {
        await using var first = Open();
        first.Add(new Drink("punch") { Parts = { new() { Name = "rum" }, new() { Name = "tea" }, new() { Name = "lemon" } } });
        await first.SaveChangesAsync();
        await using var one = Open();
        await using var other = Open();
        var (ours, theirs) = (await one.Find<Drink>("punch", "punch", default), await other.Find<Drink>("punch", "punch", default));

        Change(ours!.Parts);
        await one.SaveChangesAsync();
        theirs!.Parts.RemoveAt(1);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => other.SaveChangesAsync());

        var expected = ours.Parts.Select(part => part.Name);
        Assert.Equal(expected, (await first.FindStored<Drink>("punch", "punch", default))!.Parts.Select(part => part.Name));
        await using var plain = Open([]);
        Assert.Equal(expected, (await plain.Drinks.SingleAsync()).Parts.Select(part => part.Name));

        void Change(List<DrinkPart> parts)
        {
            switch (change)
            {
                case "change":
                    parts[1].Name = "water";
                    break;
                case "add":
                    parts.Add(new() { Name = "ice" });
                    break;
                case "remove":
                    parts.RemoveAt(0);
                    break;
                case "replace":
                    parts[1] = new() { Name = "tea", Tags = { "green" } };
                    break;
                case "turn":
                    parts.RemoveAt(0);
                    parts.Reverse();
                    parts.Add(new() { Name = "ice" });
                    break;
                default:
                    parts.Clear();
                    break;
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("[]")]
    [InlineData("""[{"Name":"rum"},{"Grades":[1],"Name":null,"Old":{"a":[1,{}]},"Photo":null},{}]""")]
    public async Task Parts_of_older_versions_are_those_that_EF_reads(string? json)
    {
        await using var db = Open();
        db.Add(new Drink("punch") { Parts = { new() { Name = "rum" } } });
        await db.SaveChangesAsync();
        await db.Database.ExecuteSqlAsync($"UPDATE Drink SET Parts = {json}, Guests = {(json is null ? null : """[{"Name":"Ann"},{"Joy":2}]""")}");

        await using var theirs = Open([]);
        var expected = JsonSerializer.Serialize(await theirs.Drinks.SingleAsync());
        Assert.Equal(expected, JsonSerializer.Serialize(await db.FindStored<Drink>("punch", "punch", default)));
        await using var ours = Open();
        Assert.Equal(expected, JsonSerializer.Serialize(await ours.Find<Drink>("punch", "punch", default)));
    }

    [Fact]
    public async Task Where_the_file_cannot_be_read_it_says_so_and_reads_when_it_can()
    {
        await using var db = Open();
        db.Add(new Drink("water"));
        await db.SaveChangesAsync();
        await using var locked = new SqliteConnection($"Data Source={File};Pooling=False");
        await locked.OpenAsync();
        await Execute("ALTER TABLE Drink RENAME TO Gone");

        await Assert.ThrowsAsync<SqliteException>(async () => await db.FindStored<Drink>("water", "water", default));
        await Execute("ALTER TABLE Gone RENAME TO Drink");

        Assert.NotNull(await db.FindStored<Drink>("water", "water", default));

        async Task Execute(string sql)
        {
            await using var command = locked.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task Many_read_at_once_while_one_writes()
    {
        await using var db = Open();
        var drink = db.Add(new Drink("water")).Entity;
        await db.SaveChangesAsync();
        var writing = Task.Run(async () =>
        {
            for (drink.Sips = 1; drink.Sips <= 50; drink.Sips++)
                await db.SaveChangesAsync();
        });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var seen = 0; seen < 50;)
            {
                await using var own = Open();
                var sips = (await own.FindStored<Drink>("water", "water", default))!.Sips!.Value;
                Assert.InRange(sips, seen, 50);
                seen = sips;
            }
        })));
        await writing;
    }

    private DrinksDb Open() => Open([_writer, _reader]);

    private DrinksDb Open(IInterceptor[] interceptors) =>
        new(new DbContextOptionsBuilder().UseSqlite($"Data Source={File};Pooling=False").UseDocuments().AddInterceptors(interceptors).Options);
}

internal sealed class Drink(string id) : Document(id, id)
{
    public string? Name { get; set; }
    public DayOfWeek Kind { get; set; }
    public int? Sips { get; set; } = 0;
    public long? Cheers { get; set; }
    public double Price { get; set; }
    public bool IsHot { get; set; }
    public byte[]? Photo { get; set; }
    public DateTimeOffset MadeAt { get; set; }
    public DateTimeOffset? DrunkAt { get; set; }
    public List<string> Tags { get; private set; } = [];
    public List<int?> Grades { get; private set; } = [];
    public List<DrinkGuest> Guests { get; private set; } = [];
    public List<DrinkPart> Parts { get; private set; } = [];
}

internal sealed record DrinkGuest(string? Name, int? Sips, DateTimeOffset? At, double Joy, DayOfWeek Day);

internal sealed class DrinkPart
{
    public string? Name { get; set; }
    public byte[]? Photo { get; set; }
    public List<string> Tags { get; private set; } = [];
    public List<int?> Grades { get; private set; } = [];
}

internal sealed class DrinksDb(DbContextOptions options) : DocumentDb(options)
{
    public DbSet<Drink> Drinks => Set<Drink>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Document<Drink>().OwnsMany(drink => drink.Guests, guest => guest.Property(g => g.Day).HasConversion<string>());
        modelBuilder.Entity<Drink>().OwnsMany(drink => drink.Parts);
    }
}
