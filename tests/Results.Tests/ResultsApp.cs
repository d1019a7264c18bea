using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Contracts;
using QuizPlatform.Hosting;

namespace QuizPlatform.Results.Tests;

/// <summary>The Results app in words.</summary>
/// <param name="store">Another app's: this is then one more instance, or the same after a restart.</param>
internal sealed class ResultsApp(TestStore<ResultsDb>? store = null, params (string Name, string Value)[] settings)
    : TestApp<ResultsDb>(store, [("Services:QuizzesKey", "key"), .. settings])
{
    public QuizzesStandIn Quizzes { get; } = new();

    public async Task<QuizPublished> Publish(QuizPublished quiz)
    {
        await TellOfQuiz(quiz.SentAs(), quiz);
        return quiz;
    }

    public Task TellOfQuiz<T>(string type, T data) => Deliver("quizzes", [A.Message(type, data)]);

    /// <summary>Tells of something that happened to a person.</summary>
    public Task Tell<T>(string type, T data) => Deliver("users", [A.Message(type, data)]);

    public Task<Answer> Submit(string userId, QuizPublished quiz, int right, params (string, string)[] headers) =>
        Submit(userId, new { quizId = quiz.QuizId, answers = A.Answers(quiz, right) }, headers);

    public Task<Answer> Submit(string userId, object body, params (string, string)[] headers) =>
        Call<SubmitResult>(Request("POST", "/", body, userId, headers), (f, r) => f.Run(r, default));

    /// <summary>A board as it is a moment later: first pages are kept for a quarter of a second.</summary>
    public Task<Answer> Leaderboard(string query = "", string? userId = null)
    {
        Clock.Advance(TimeSpan.FromSeconds(0.25));
        return Call<GetLeaderboard>(Request("GET", "/" + query, user: userId), (f, r) => f.Run(r, default));
    }

    /// <summary>What the gateway asks while somebody watches.</summary>
    public Task<Answer> ChangedBoards(params object[] boards) =>
        Call<GetChangedBoards>(Request("POST", "/", new { boards }), (f, r) => f.Run(r, default));

    public Task<Answer> PlayerResults(string id, string userId, string query = "") =>
        Call<GetPlayerResults>(Request("GET", "/" + query, user: userId), (f, r) => f.Run(r, id, default));

    public Task<Answer> Analytics(string quizId, string userId) => Call<GetQuizAnalytics>(Request("GET", user: userId), (f, r) => f.Run(r, quizId, default));

    public Task<Answer> Export(string quizId, string? user, string query) =>
        Call<ExportResults>(Request("GET", $"/api/results/quiz/{quizId}/export?{query}", user: user), (f, r) => f.Run(r, quizId, default));

    public Task<Answer> Result(string id, string userId) => Call<GetResult>(Request("GET", user: userId), (f, r) => f.Run(r, id, default));

    /// <summary>Saves results as they are.</summary>
    /// <returns>The messages that tell of them.</returns>
    public async Task<IReadOnlyList<string>> Save(params List<Result> results)
    {
        var messages = results.ConvertAll(A.Message);
        await Store.With(async db =>
        {
            db.AddRange(results);
            await db.SaveChangesAsync();
        });
        return messages;
    }

    /// <summary>Delivers results to all three subscriptions.</summary>
    public Task Deliver(IEnumerable<string> messages, Delivery how = Delivery.AsSent) => Deliver("results", [.. messages], how);

    /// <summary>Fails where a place, or how many are on a board, is told otherwise than a count of all standings of the partition says.</summary>
    public Task CheckPlaces() => Store.With(async db =>
    {
        var all = await db.Standings.AsNoTracking().ToListAsync();
        foreach (var counts in await db.Set<PlaceCounts>().AsNoTracking().ToListAsync())
        {
            foreach (var board in Period.Of(Clock.GetUtcNow()).Select(period => new Board(period, counts.QuizId)))
            {
                var totals = all.Where(s => s.Partition == counts.Partition).Select(s => s[board.Period.Name]).Where(s => s.Key == board.Period.Key)
                    .Select(s => s.Total).ToList();
                foreach (var total in totals.Append(0).Append(2.5).Append(70_000).Distinct())
                {
                    var expected = new TotalPlace(1 + totals.Count(other => other > total), totals.Count(other => other == total), totals.Count);
                    var told = await BoardPlaces.Find(db, counts.Partition, board, (decimal)total, default);
                    Assert.Equal((board.Key, total, expected), (board.Key, total, told));
                }
            }
        }

        Assert.Empty(all.Select(s => s.Partition).Except(await db.Set<PlaceCounts>().Select(c => c.Partition).ToListAsync()));
    });

    /// <summary>Lets the timer run until an audit that was begun has looked again at all that it has to.</summary>
    public async Task EndAudit()
    {
        for (var run = 0; run < 6; run++)
        {
            await Run<RecountBoards>(f => f.Run(new(), default));
            Clock.Advance(TimeSpan.FromMinutes(5));
        }
    }

    /// <summary>What an audit of everybody names.</summary>
    public async Task<IReadOnlyList<AuditDifference>> DifferencesFound()
    {
        await Call<BeginAudit>(Request("POST", "/", user: "root:admin"), async (f, r) => await f.Run(r, default));
        await EndAudit();
        var audit = await Store.With(async db => await Audits.Latest(db, default));
        Assert.NotNull(audit!.EndedAt);
        return audit.Differences;
    }

    /// <summary>Sends what was left behind.</summary>
    public Task SendPending() => Run<SendPendingEvents>(f => f.Run(new(), default));

    /// <summary>Delivers everything sent so far.</summary>
    public Task DeliverAll() => Deliver(Sent.All.Select(e => e.Body));

    protected override void Add(FunctionsApplicationBuilder builder)
    {
        builder.AddResults();
        builder.Services.AddTransient(_ => new QuizzesClient(new HttpClient(Quizzes, disposeHandler: false) { BaseAddress = new Uri("http://quizzes/") }));
    }
}
