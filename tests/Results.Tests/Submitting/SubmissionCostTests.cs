using QuizPlatform.Contracts;
using Xunit.Abstractions;

namespace QuizPlatform.Results.Tests;

/// <summary>
/// That a submission, what follows it and a look at it cost the same however much its player has handed in before, however many have taken the quiz, and
/// however many quizzes are ranked: by the steps that SQLite takes.
/// </summary>
public sealed class SubmissionCostTests(ITestOutputHelper output)
{
    private const int Few = 20, Many = 2_000;
    private static readonly string Ann = A.Id();

    [Theory]
    [InlineData(LeaderboardRule.Best, null, "author", "all")]
    [InlineData(LeaderboardRule.Best, null, "author", "featured")]
    [InlineData(LeaderboardRule.Best, null, null, "all")]
    [InlineData(LeaderboardRule.First, null, "author", "all")]
    [InlineData(LeaderboardRule.Unaided, null, "author", "all")]
    [InlineData(LeaderboardRule.Unaided, RevealRule.AfterPass, "author", "all")]
    [InlineData(LeaderboardRule.Unaided, RevealRule.Never, "author", "all")]
    public async Task A_submission_costs_the_same_after_many_others(string counts, string? reveal, string? author, string ranked)
    {
        var (few, many) = (await CostsAfter(Few), await CostsAfter(Many));

        foreach (var ((before, _), (after, plan)) in few.Zip(many))
        {
            output.WriteLine($"{before} steps after {Few} results, {after} after {Many}");
            output.WriteLine(string.Join('\n', plan));
            Assert.InRange(after, 1, 1.2 * before);
        }

        async Task<(int Steps, IReadOnlyList<string> Plan)[]> CostsAfter(int results)
        {
            await using var app = new ResultsApp(null, ("Results:RankedQuizzes", ranked));
            var quizzes = new List<QuizPublished>();
            for (var i = 0; i < 4; i++)
                quizzes.Add(await app.Publish(A.Quiz() with { LeaderboardCounts = counts, Reveal = reveal, AuthorId = author ?? Ann }));
            await app.Save([.. Enumerable.Range(0, results).Select(
                i => A.Result(Ann, quizzes[i % 4], right: 1, A.Sunday.AddMinutes(10 * (i - results)), again: i >= 4))]);
            await app.Save([.. Enumerable.Range(0, results).Select(
                i => A.Result($"player-{i}", quizzes[0], right: i % 4, A.Sunday.AddMinutes(10 * (i - results))))]);
            foreach (var other in Enumerable.Range(0, results / 20))
                await app.TellOfQuiz(QuizFeatured.Type, new QuizFeatured((await app.Publish(A.Quiz())).QuizId, true, 1));
            await app.Run<RecountBoards>(f => f.Run(new(), default));
            var id = "";
            await Submit();
            await Look();
            return [await app.Store.Work.Of(Submit), await app.Store.Work.Of(Look)];

            async Task Submit()
            {
                app.Clock.Advance(TimeSpan.FromMinutes(10));
                var before = app.Sent.All.Count;
                id = (await app.Submit(Ann, quizzes[0], right: 2)).Value<string>("result.id");
                await app.Deliver(app.Sent.All.Skip(before).Select(sent => sent.Body));
            }

            async Task Look()
            {
                Answer[] seen =
                [
                    await app.Result(id, Ann),
                    await app.PlayerResults(Ann, Ann, "?limit=4"),
                    await app.Analytics(quizzes[0].QuizId, Ann),
                    await app.Leaderboard("?around=me&limit=4", Ann),
                    await app.Leaderboard($"?quizId={quizzes[0].QuizId}&limit=4", Ann),
                    await app.ChangedBoards(new { quizzes[0].QuizId, period = "all", limits = new[] { 4 } }),
                ];
                Assert.All(seen, answer => Assert.Equal(200, answer.Status));
            }
        }
    }
}
