using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using QuizPlatform.Hosting;
using QuizPlatform.Platform;
using QuizPlatform.Testing;

namespace QuizPlatform.Local.Tests.Store;

/// <summary>What the writer saves of documents, beside what EF does by itself.</summary>
public sealed class SavedDocumentsTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("documents-tests-").FullName;
    private readonly SqliteWriter _writer;

    public SavedDocumentsTests()
    {
        using var db = Plain();
        db.Database.EnsureCreated();
        _writer = new(File, NullLogger<SqliteWriter>.Instance, TimeProvider.System);
    }

    private string File => Path.Combine(_folder, "recipes.db");

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Rows_are_those_that_EF_writes()
    {
        foreach (var change in Changes)
        {
            var (theirs, ours) = (new Recipe("theirs"), new Recipe("ours"));
            await Save(Plain, theirs, change);
            await Save(Open, ours, change);

            var (of, by) = (Row("theirs"), Row("ours"));
            Assert.Equal(of.Replace("theirs", "ours", StringComparison.Ordinal), by);
            Assert.Equal(Text(theirs).Replace("theirs", "ours", StringComparison.Ordinal), Text(ours));
            await using var db = Open();
            Assert.Equal(Text(ours), Text((await db.Find<Recipe>("ours", "ours", default))!));
            db.RemoveRange(await db.Recipes.ToListAsync());
            await db.SaveChangesAsync();
        }
    }

    [Fact]
    public async Task A_context_saves_again_and_again_whatever_becomes_of_its_parts()
    {
        await using var db = Open();
        var recipe = db.Add(Recipe.Full("pie")).Entity;
        foreach (var change in Changes.Concat(Changes.Reverse()))
        {
            await db.SaveChangesAsync();
            change(recipe);
            await db.SaveChangesAsync();

            await using var other = Open();
            Assert.Equal(Text(recipe), Text((await other.Find<Recipe>("pie", "pie", default))!));
        }
    }

    // It was lost where two did so at once.
    [Fact]
    public async Task Whoever_only_took_a_part_away_has_changed_the_document()
    {
        await Save(Open, Recipe.Full("pie"), _ => { });
        await using var one = Open();
        await using var other = Open();
        var (ours, theirs) = (await one.Find<Recipe>("pie", "pie", default), await other.Find<Recipe>("pie", "pie", default));

        ours!.Steps.RemoveAt(0);
        theirs!.Steps.RemoveAt(1);
        await one.SaveChangesAsync();

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => other.SaveChangesAsync());
        await using var db = Open();
        Assert.Equal(Text(ours), Text((await db.Find<Recipe>("pie", "pie", default))!));
    }

    [Theory]
    [InlineData(EntityState.Modified)]
    [InlineData(EntityState.Deleted)]
    public async Task Of_documents_saved_together_all_are_saved_or_none(EntityState lost)
    {
        await Save(Open, new Recipe("pie"), _ => { });
        await using var db = Open();
        var recipe = await db.Find<Recipe>("pie", "pie", default);
        await using (var other = Open())
        {
            (await other.Find<Recipe>("pie", "pie", default))!.Title = "Theirs";
            await other.SaveChangesAsync();
        }

        recipe!.Title = "Ours";
        db.Entry(recipe).State = lost;
        db.Add(new Recipe("soup"));
        db.Add(new Recipe("stew"));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync());

        await using var fresh = Open();
        Assert.Equal(["Theirs"], await fresh.Recipes.Select(r => r.Title).ToListAsync());
    }

    [Fact]
    public async Task What_fails_keeps_no_other_save_from_the_commit_that_they_share()
    {
        await Save(Open, new Recipe("pie"), _ => { });
        await using var other = new SqliteConnection($"Data Source={File};Pooling=False");
        await other.OpenAsync();
        await using var held = other.BeginTransaction();
        var saves = new[] { "soup", "pie", "stew" }.Select(id => Save(Open, new Recipe(id), _ => { })).ToList();
        await Task.Delay(50); // for the writer to take the first up
        await held.RollbackAsync();

        await Assert.ThrowsAsync<IdTakenException>(() => Task.WhenAll(saves));
        await using var db = Open();
        Assert.Equal(["pie", "soup", "stew"], await db.Recipes.Select(r => r.Id).Order().ToListAsync());
    }

    [Fact]
    public async Task What_took_the_place_of_a_removed_document_is_there()
    {
        await Save(Open, new Recipe("pie"), _ => { });
        await using var db = Open();
        db.Remove((await db.Find<Recipe>("pie", "pie", default))!);
        db.Add(new Recipe("pie") { Title = "Another" });
        await db.SaveChangesAsync();

        await using var fresh = Open();
        Assert.Equal("Another", (await fresh.Find<Recipe>("pie", "pie", default))!.Title);
    }

    private static IEnumerable<Action<Recipe>> Changes =>
    [
        _ => { },
        r => (r.Title, r.Minutes, r.Stars, r.Calories) = ("Ü 'quoted' \"\0\u2028", 7, long.MinValue, 0.1),
        r => (r.IsVegan, r.Photo, r.CookedAt) = (true, [1, 0, 2], A.Sunday),
        r => (r.Title, r.Minutes, r.Stars, r.Calories, r.IsVegan, r.Photo, r.CookedAt) = ("", null, 0, double.MaxValue, false, [], null),
        r => r.Tags.AddRange(["a", "", "\"b\""]),
        r => r.Grades.AddRange([1, null, 3]),
        r => r.Tags.Clear(),
        r => r.Steps.Add(new() { Text = "Stir", At = A.Sunday, Share = 1 / 3d, Kind = DayOfWeek.Friday, Tools = { "spoon" } }),
        r => r.Steps.AddRange(Recipe.Full("other").Steps),
        r => r.Steps.RemoveAt(0),
        r => r.Steps.ForEach(step => step.Text += "!"),
        r => r.Steps = Recipe.Full("other").Steps,
        r => r.Steps.Clear(),
    ];

    private RecipesDb Plain() => Open([]);

    private RecipesDb Open() => Open([_writer]);

    private RecipesDb Open(IInterceptor[] interceptors) =>
        new(new DbContextOptionsBuilder().UseSqlite($"Data Source={File};Pooling=False").UseDocuments().AddInterceptors(interceptors).Options);

    private static async Task Save(Func<RecipesDb> open, Recipe recipe, Action<Recipe> change)
    {
        await using var db = open();
        db.Add(recipe);
        change(recipe.Id is "theirs" or "ours" ? Recipe.Fill(recipe) : recipe);
        await db.SaveChangesAsync();
    }

    private static string Text(Recipe recipe) => JsonSerializer.Serialize(recipe);

    private string Row(string id)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM Recipe WHERE Id = $id";
        command.Parameters.AddWithValue("$id", id);
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return string.Join('\n', Enumerable.Range(0, reader.FieldCount).Select(
            i => $"{reader.GetName(i)} {reader.GetDataTypeName(i)} {JsonSerializer.Serialize(reader.IsDBNull(i) ? null : reader.GetValue(i))}"));
    }
}

internal sealed class Recipe(string id) : Document(id, id)
{
    public string Title { get; set; } = "";
    public int? Minutes { get; set; }
    public long Stars { get; set; }
    public double Calories { get; set; }
    public bool IsVegan { get; set; }
    public byte[] Photo { get; set; } = [];
    public DateTimeOffset? CookedAt { get; set; }
    public List<string> Tags { get; private set; } = [];
    public List<int?> Grades { get; private set; } = [];
    public List<RecipeStep> Steps { get; set; } = [];

    public static Recipe Full(string id) => Fill(new(id));

    public static Recipe Fill(Recipe recipe)
    {
        recipe.Steps =
        [
            new() { Text = "Cut" },
            new() { Text = "Cook", At = A.Sunday, Share = 0.5, Tools = { "pan", "stove" } },
        ];
        return recipe;
    }
}

internal sealed class RecipeStep
{
    public string Text { get; set; } = "";
    public DateTimeOffset? At { get; set; }
    public double Share { get; set; }
    public DayOfWeek Kind { get; set; }
    public List<string> Tools { get; private set; } = [];
}

internal sealed class RecipesDb(DbContextOptions options) : DocumentDb(options)
{
    public DbSet<Recipe> Recipes => Set<Recipe>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Document<Recipe>().OwnsMany(recipe => recipe.Steps, step => step.Property(s => s.Kind).HasConversion<string>());
}
