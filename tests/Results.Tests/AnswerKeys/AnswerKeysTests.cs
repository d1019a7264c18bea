using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Platform;

namespace QuizPlatform.Results.Tests;

public sealed class AnswerKeysTests
{
    [Fact]
    public async Task A_client_that_waits_as_told_gets_an_answer_once_Quizzes_is_up_again()
    {
        var quizzes = new QuizzesStandIn { Down = true };
        var settings = new Dictionary<string, string?> { ["Services__QuizzesKey"] = "key" };
        var builder = new LocalHostOptions { FunctionClasses = [], Environment = settings }.CreateBuilder();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddAnswerKeys();
        builder.Services.AddHttpClient<QuizzesClient>().ConfigurePrimaryHttpMessageHandler(() => quizzes);
        await using var app = builder.Services.BuildServiceProvider();
        var client = app.GetRequiredService<QuizzesClient>();
        Task<ProblemException> Refusal() => Assert.ThrowsAsync<ProblemException>(() => client.AnswerKey(A.Quiz().QuizId, null, default));
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Refusal())); // enough to stop asking
        var told = (await Refusal()).RetryAfter!.Value;

        quizzes.Down = false;
        Assert.InRange(told, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        await Task.Delay(told);

        Assert.Null(await client.AnswerKey(A.Quiz().QuizId, null, default));
    }
}
