using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;
using QuizPlatform.Testing;

namespace QuizPlatform.Quizzes.Tests;

/// <summary>The Quizzes app's functions on a real store, called as the host would call them.</summary>
internal sealed class QuizzesApp : IAsyncDisposable
{
    private readonly IdempotentRequests _running = new();

    public QuizzesApp()
    {
        Tokens = new TestTokens(Store.Clock);
        Views = new PlayerViews(Store, Store.Clock);
        Catalogue = new Catalogue(Store, Store.Clock, Views);
    }

    public TestStore<QuizzesDb> Store { get; } = new();
    public TestTokens Tokens { get; }
    public PlayerViews Views { get; }
    public Catalogue Catalogue { get; }
    public QuizzesOptions Settings { get; } = new();
    public SentEvents Sent => Store.Sent;

    /// <summary>As <see cref="Create"/>, on an instance that shares only the store.</summary>
    public Task<Answer> CreateOnAnotherInstance(object body, string user, params (string, string)[] headers) =>
        Call("POST", "", body, user, headers, (db, request) => new CreateQuiz(db, Store, Tokens.Verifier, new IdempotentRequests(), Catalogue, TestLimits.Off(), Options.Create(Settings), Store.Clock).Run(request, default));

    /// <param name="user">A user id, with roles after colons: <c>ann:author</c>; null for somebody who is not signed in.</param>
    /// <param name="body">An object to send as JSON, or a string to send as it is.</param>
    public Task<Answer> Create(object body, string? user = "ann", params (string, string)[] headers) =>
        Call("POST", "", body, user, headers, (db, request) => new CreateQuiz(db, Store, Tokens.Verifier, _running, Catalogue, TestLimits.Off(), Options.Create(Settings), Store.Clock).Run(request, default));

    /// <summary>Creates a quiz that is open to players.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> Publish(QuizRequest? quiz = null, string user = "ann")
    {
        var answer = await Create(quiz ?? A.Request(), user);
        Assert.Equal(201, answer.Status);
        return answer.Value<string>("quiz.id");
    }

    public async Task<string> Draft(QuizRequest? quiz = null, string user = "ann") => await Publish((quiz ?? A.Request()) with { Draft = true }, user);

    /// <param name="ifMatch">An ETag without its quotes.</param>
    public Task<Answer> Update(string id, object body, string? ifMatch, string? user = "ann") =>
        Call("PUT", "", body, user, ifMatch is null ? [] : [("If-Match", ifMatch == "*" ? "*" : $"\"{ifMatch}\"")],
            (db, request) => new UpdateQuiz(db, Tokens.Verifier, Catalogue, Options.Create(Settings), Store.Clock).Run(request, id, default));

    public Task<Answer> PublishDraft(string id, string? user = "ann") =>
        Call("POST", "", null, user, [], (db, request) => new PublishQuiz(db, Tokens.Verifier, Catalogue, Options.Create(Settings), Store.Clock).Run(request, id, default));

    public Task<Answer> Archive(string id, string? user = "ann") =>
        Call("DELETE", "", null, user, [], (db, request) => new ArchiveQuiz(db, Tokens.Verifier, Catalogue, Store.Clock).Run(request, id, default));

    public Task<Answer> Feature(string id, object body, string? user = "eve:admin") =>
        Call("PUT", "", body, user, [], (db, request) => new FeatureQuiz(db, Tokens.Verifier, Catalogue, Store.Clock).Run(request, id, default));

    public Task<Answer> Get(string id, string query = "", string? user = null, params (string, string)[] headers) =>
        Call("GET", query, null, user, headers, (db, request) => new GetQuiz(Views, Tokens.Verifier, db).Run(request, id, default));

    public Task<Answer> List(string query = "") =>
        Call("GET", query, null, null, [], (db, request) => new ListQuizzes(db, Catalogue).Run(request, default));

    public Task<Answer> Overview() => Call("GET", "", null, null, [], (_, request) => new GetOverview(Catalogue).Run(request, default));

    public Task<Answer> Categories() => Call("GET", "", null, null, [], (_, request) => new GetCategories(Catalogue).Run(request, default));

    public Task<Answer> AnswerKey(string id, string query = "") =>
        Call("GET", query, null, null, [], (db, request) => new GetAnswerKey(db).Run(request, id, default));

    public Task Tell<T>(string type, T data) => new OnUserEvent(Store, Catalogue, Store.Clock).Run(A.Message(type, data), default);

    public Task AddSamples() => Store.With(async db => await new SampleQuizzes(db, Catalogue, Options.Create(Settings), Store.Clock).Run(new TimerInfo(), default));

    public Task<Quiz> Stored(string id) => Store.With(async db => (await db.Find(id, default))!);

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private async Task<Answer> Call(
        string method, string query, object? body, string? user, (string, string)[] headers, Func<QuizzesDb, HttpRequest, Task<IResult>> function)
    {
        var token = user is null ? null : Tokens.Of(user.Split(':')[0], user.Split(':')[1..]);
        var request = TestHttp.Request(method, "/" + query, body, token, headers);
        await using var db = Store.CreateDbContext();
        return await request.Answer(() => function(db, request));
    }
}
