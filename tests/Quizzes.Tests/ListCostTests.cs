using Xunit.Abstractions;

namespace QuizPlatform.Quizzes.Tests;

/// <summary>That a page of a list costs what is on it, however many quizzes there are: by the steps that SQLite takes, and by their plan.</summary>
public sealed class ListCostTests(ListCostTests.Catalogues catalogues, ITestOutputHelper output) : IClassFixture<ListCostTests.Catalogues>
{
    [Theory]
    [InlineData("?")]
    [InlineData("?sort=oldest")]
    [InlineData("?sort=shortest")]
    [InlineData("?search=every")]
    [InlineData("?search=every&sort=oldest")]
    [InlineData("?search=every&sort=shortest")]
    [InlineData("?search=odd")]
    [InlineData("?search=seldom")]
    [InlineData("?search=never")]
    [InlineData("?search=seldom+every")]
    [InlineData("?search=every+seldom&sort=shortest")]
    [InlineData("?search=every+never")]
    [InlineData("?search=every&category=maths&tag=sums&language=en&author=ann&featured=false")]
    [InlineData("?category=maths")]
    [InlineData("?tag=sums")]
    [InlineData("?difficulty=beginner")]
    [InlineData("?language=en")]
    [InlineData("?author=ann")]
    [InlineData("?author=bob")]
    [InlineData("?featured=true")]
    [InlineData("?featured=false")]
    [InlineData("?featured=true&difficulty=advanced")]
    [InlineData("?category=maths&featured=true&sort=oldest")]
    [InlineData("?search=odd&difficulty=intermediate")]
    public async Task A_page_costs_the_same_among_many_quizzes(string query)
    {
        var (few, many) = (await PagesOf(catalogues.Few, query), await PagesOf(catalogues.Many, query));

        for (var page = 0; page < few.Count; page++)
        {
            output.WriteLine($"Page {page + 1}: {few[page].Steps} steps among {Catalogues.FewQuizzes}, {many[page].Steps} among {Catalogues.ManyQuizzes}");
            output.WriteLine(string.Join('\n', many[page].Plan));
            Assert.InRange(many[page].Steps, 1, 1.2 * few[page].Steps);
            Assert.DoesNotContain(many[page].Plan, step => step.StartsWith("SCAN q", StringComparison.Ordinal)); // EF calls tables q, q0, …
        }
    }

    [Fact]
    public async Task Figures_cost_what_has_changed_once_all_are_counted()
    {
        var (few, many) = (await CostOf(catalogues.Few), await CostOf(catalogues.Many));

        output.WriteLine($"{few} steps among {Catalogues.FewQuizzes}, {many} among {Catalogues.ManyQuizzes}");
        Assert.InRange(many, 1, 1.2 * few);

        static async Task<int> CostOf(QuizzesApp app)
        {
            await app.Categories();
            for (var i = 0; i < 2; i++)
            {
                app.Clock.Advance(TimeSpan.FromMinutes(2));
                await app.Overview();
            }

            app.Clock.Advance(TimeSpan.FromMinutes(2));
            return (await app.Store.Work.Of(() => app.Categories())).Steps;
        }
    }

    [Fact]
    public async Task A_count_of_figures_that_is_broken_off_goes_on()
    {
        await using var fresh = new QuizzesApp(catalogues.Many.Store);
        var whole = await fresh.Store.Bill.Of(() => fresh.Overview());
        await using var app = new QuizzesApp(catalogues.Many.Store);
        app.Store.Steps.Before(2, () => throw new TimeoutException());
        Assert.Equal(500, (await app.Overview()).Status);

        var total = 0;
        var rest = await app.Store.Bill.Of(async () => total = (await app.Overview()).Value<int>("totalQuizzes"));

        Assert.Equal((Catalogues.ManyQuizzes, whole.Queries - 2), (total, rest.Queries));
    }

    // The first page, and the next one where there is one.
    private static async Task<List<(int Steps, IReadOnlyList<string> Plan)>> PagesOf(QuizzesApp app, string query)
    {
        var pages = new List<(int, IReadOnlyList<string>)>();
        var cursor = "";
        while (pages.Count < 2 && cursor is not null)
        {
            pages.Add(await app.Store.Work.Of(async () =>
            {
                var answer = await app.List($"{query}&limit=5{cursor}");
                cursor = (string?)answer.Json!["nextCursor"] is { } next ? $"&cursor={next}" : null;
            }));
        }

        return pages;
    }

    public sealed class Catalogues : IAsyncLifetime
    {
        public const int FewQuizzes = 100;

        /// <summary>More, for who has a minute: <c>MANY_QUIZZES=100000</c>.</summary>
        public static readonly int ManyQuizzes = int.TryParse(Environment.GetEnvironmentVariable("MANY_QUIZZES"), out var many) ? many : 5_000;

        internal QuizzesApp Few { get; } = new();
        internal QuizzesApp Many { get; } = new();

        public async Task InitializeAsync()
        {
            await Fill(Few, FewQuizzes);
            await Fill(Many, ManyQuizzes);
        }

        public async Task DisposeAsync()
        {
            await Few.DisposeAsync();
            await Many.DisposeAsync();
        }

        // Sixty quizzes as an author makes them; all but the last ten are then there many times. Of these no more than that: ten are seldom, and bob's.
        private static async Task Fill(QuizzesApp app, int quizzes)
        {
            const int Kinds = 60, Seldom = 10;
            for (var i = 0; i < Kinds; i++)
            {
                var isSeldom = i >= Kinds - Seldom;
                var id = await app.Publish(
                    A.Request($"Every {(i % 2 == 0 ? "even" : "odd")} {(isSeldom ? "seldom" : "")} quiz", 1 + (i % 7)) with
                    {
                        Category = i % 4 == 0 ? "Art" : "Maths",
                        Difficulty = QuizContent.Difficulties[i % 3],
                        Tags = i % 6 == 0 ? [] : ["sums"],
                        Language = i % 7 == 0 ? null : "en-GB",
                    }, isSeldom ? "bob" : "ann");
                if (i % 5 < 2)
                    await app.Feature(id, new { featured = true });
                app.Clock.Advance(TimeSpan.FromSeconds(1));
            }

            await app.Store.Copy(
                $"""
                WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {quizzes - Kinds}),
                    kinds AS (SELECT *, row_number() OVER (ORDER BY CreatedAt) - 1 AS kind FROM Quiz)
                """,
                $"numbers JOIN kinds ON kind = n % {Kinds - Seldom}",
                column => column switch
                {
                    "Id" => "'quiz-' || printf('%032x', n)",
                    "CreatedAt" or "UpdatedAt" => $"{column} - 600000000 * (n / {Kinds - Seldom} + 1)",
                    _ => null,
                });
        }
    }
}
