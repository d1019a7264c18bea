using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;
using QuizPlatform.Testing;

namespace QuizPlatform.Results.Tests;

/// <summary>The Results app's functions on a real store, called as the host would call them.</summary>
internal sealed class ResultsApp : IAsyncDisposable
{
    public TestStore<ResultsDb> Store { get; } = new();
    public TestTokens Tokens { get; }
    public AnswerKeys Keys { get; }
    public QuizzesStandIn Quizzes { get; } = new();
    public IdempotentRequests Requests { get; } = new();

    public ResultsApp()
    {
        Tokens = new TestTokens(Store.Clock);
        Keys = NewKeys();
    }

    public ResultsOptions Settings { get; } = new();
    public RankedQuizzes Ranked => new(Options.Create(Settings));
    public Recounts Recounts => new(Store, Ranked, Store.Clock, NullLogger<Recounts>.Instance);

    public async Task<QuizPublished> Publish(QuizPublished quiz)
    {
        await TellOfQuiz(QuizPublished.Type, quiz);
        return quiz;
    }

    public Task TellOfQuiz<T>(string type, T data) => new OnQuizEvent(Keys, Recounts).Run(A.Message(type, data), default);

    /// <summary>The function as another instance of the app has it.</summary>
    public SubmitResult SubmittingElsewhere(ResultsDb db) => Submitting(db, new IdempotentRequests(), NewKeys());

    private AnswerKeys NewKeys() => new(Store, new QuizzesClient(new HttpClient(Quizzes) { BaseAddress = new Uri("http://quizzes/") }), Store.Clock);

    private SubmitResult Submitting(ResultsDb db, IdempotentRequests requests, AnswerKeys keys) =>
        new(db, Store, keys, new ExpectedPlace(db, new Ranking(db), Ranked), Tokens.Verifier, requests, TestLimits.Off(), Store.Clock);

    public Task<Answer> Submit(string userId, QuizPublished quiz, int right, params (string, string)[] headers) =>
        Submit(userId, new { quizId = quiz.QuizId, answers = A.Answers(quiz, right) }, headers);

    public async Task<Answer> Submit(string userId, object body, params (string, string)[] headers)
    {
        await using var db = Store.CreateDbContext();
        return await Submitting(db, Requests, Keys)
            .Run(TestHttp.Request("POST", "/api/results/submit", body, Tokens.Of(userId), headers), default).Answer();
    }

    public async Task<Answer> Leaderboard(string query = "", string? userId = null)
    {
        var request = TestHttp.Request("GET", "/api/leaderboard" + query, token: userId is null ? null : Tokens.Of(userId));
        return await new GetLeaderboard(new Leaderboard(Store, Store.Clock), Tokens.Verifier, Store.Clock).Run(request, default).Answer();
    }

    public Task<Answer> PlayerResults(string id, string userId, string query = "") => Store.With(db =>
        new GetPlayerResults(db, Tokens.Verifier, Store.Clock).Run(TestHttp.Request("GET", "/" + query, token: Tokens.Of(userId)), id, default).Answer());

    public Task<Answer> Analytics(string quizId, string userId) => Store.With(db =>
        new GetQuizAnalytics(db, Keys, Tokens.Verifier).Run(TestHttp.Request("GET", token: Tokens.Of(userId)), quizId, default).Answer());

    public Task<Answer> Result(string id, string userId) => Store.With(db =>
        new GetResult(db, Keys, Tokens.Verifier).Run(TestHttp.Request("GET", token: Tokens.Of(userId)), id, default).Answer());

    /// <summary>Delivers messages to all three subscriptions, as one batch each.</summary>
    public async Task Deliver(params string[] messages)
    {
        await new UpdateLeaderboard(Store, Ranked).Run(messages, default);
        await new UpdateStatistics(Store, Ranked).Run(messages, default);
        await new UpdateAnalytics(Store).Run(messages, default);
    }

    /// <summary>Delivers everything sent so far.</summary>
    public Task DeliverAll() => Deliver([.. Store.Sent.All.Select(e => e.Body)]);

    public Task Tell<T>(string type, T data) => new OnUserEvent(Store, Store.Clock).Run(A.Message(type, data), default);

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}

/// <summary>Answers as the Quizzes app's answer-key route does.</summary>
internal sealed class QuizzesStandIn : HttpMessageHandler
{
    public Dictionary<string, QuizPublished> Published { get; } = [];
    public bool Down { get; set; }
    public int Asked { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked++;
        if (Down)
            throw new HttpRequestException("Connection refused");
        return Task.FromResult(Published.TryGetValue(request.RequestUri!.Segments[4].Trim('/'), out var quiz)
            ? new HttpResponseMessage { Content = new StringContent(JsonSerializer.Serialize(quiz, Json.Options)) }
            : new HttpResponseMessage(HttpStatusCode.NotFound));
    }
}

internal static class Refused
{
    /// <summary>The problem a function ended with.</summary>
    public static async Task<ProblemException> By(Func<Task> function) => await Assert.ThrowsAsync<ProblemException>(function);
}
