using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Results.Tests;

public class ModelTests
{
    private static readonly Assembly App = typeof(ResultsDb).Assembly;

    [Fact]
    public async Task The_migrations_make_the_model()
    {
        await using var store = new TestStore<ResultsDb>();

        Assert.False(await store.With(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }

    [Fact]
    public void The_routes_are_those_of_the_contract() => Assert.Equal(
        [
            "get /api/leaderboard Anonymous GetLeaderboard",
            "get /api/results/audits/latest Anonymous GetAudit",
            "get /api/results/quiz/{id} Anonymous GetQuizAnalytics",
            "get /api/results/quiz/{id}/export Anonymous ExportResults",
            "get /api/results/recounts/latest Anonymous GetRecount",
            "get /api/results/user/{id} Anonymous GetPlayerResults",
            "get /api/results/{id} Anonymous GetResult",
            "get /health Anonymous Health",
            "post /api/internal/boards/changed Function GetChangedBoards",
            "post /api/results/audits Anonymous BeginAudit",
            "post /api/results/recounts Anonymous BeginRecount",
            "post /api/results/submit Anonymous SubmitResult",
        ],
        Functions.Routes(App));

    [Fact]
    public void It_hears_from_these_subscriptions() => Assert.Equal(
        [
            "quizzes/results OnQuizEvent",
            "results/analytics UpdateAnalytics",
            "results/leaderboard UpdateLeaderboard",
            "results/statistics UpdateStatistics",
            "users/results OnUserEvent",
        ],
        Functions.Subscriptions(App));

    [Fact]
    public void These_functions_run_by_the_clock() => Assert.Equal(
        [
            "0 */10 * * * * SendPendingEvents",
            "0 */5 * * * * RecountBoards, also at start",
        ],
        Functions.Timers(App));
}
