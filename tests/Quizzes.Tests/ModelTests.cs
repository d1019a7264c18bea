using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Quizzes.Tests;

public class ModelTests
{
    private static readonly Assembly App = typeof(QuizzesDb).Assembly;

    [Fact]
    public async Task The_migrations_make_the_model()
    {
        await using var store = new TestStore<QuizzesDb>();

        Assert.False(await store.With(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }

    [Fact]
    public void The_triggers_are_those_of_the_contract() => Assert.Equal(
        [
            "delete /api/quizzes/{id:length(32)} Anonymous ArchiveQuiz",
            "get /api/internal/quizzes/{id:length(32)}/answer-key Function GetAnswerKey",
            "get /api/quizzes Anonymous ListQuizzes",
            "get /api/quizzes/categories Anonymous GetCategories",
            "get /api/quizzes/reports Anonymous ListQuizReports",
            "get /api/quizzes/stats/overview Anonymous GetOverview",
            "get /api/quizzes/{id:length(32)} Anonymous GetQuiz",
            "get /api/quizzes/{id:length(32)}/export Anonymous ExportQuiz",
            "get /health Anonymous Health",
            "post /api/quizzes Anonymous CreateQuiz",
            "post /api/quizzes/import Anonymous ImportQuiz",
            "post /api/quizzes/{id:length(32)}/copy Anonymous CopyQuiz",
            "post /api/quizzes/{id:length(32)}/preview Anonymous PreviewQuiz",
            "post /api/quizzes/{id:length(32)}/publish Anonymous PublishQuiz",
            "post /api/quizzes/{id:length(32)}/reports Anonymous ReportQuiz",
            "put /api/quizzes/reports/{id:length(32)}/closed Anonymous CloseQuizReport",
            "put /api/quizzes/{id:length(32)} Anonymous UpdateQuiz",
            "put /api/quizzes/{id:length(32)}/featured Anonymous FeatureQuiz",
            "put /api/quizzes/{id:length(32)}/hidden Anonymous HideQuiz",
            "put /api/quizzes/{id:length(32)}/settings Anonymous UpdateSettings",
            "users/quizzes OnUserEvent",
            "0 */10 * * * * SendPendingEvents",
            "0 40 * * * * SampleQuizzes, also at start",
            "50 20 3 * * * ForgetReports",
        ],
        [.. Functions.Routes(App), .. Functions.Subscriptions(App), .. Functions.Timers(App)]);
}
