using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Options;
using QuizPlatform.Hosting;

namespace QuizPlatform.Quizzes.Tests;

/// <summary>The Quizzes app in words.</summary>
/// <param name="store">Another app's: this is then one more instance.</param>
internal sealed class QuizzesApp(TestStore<QuizzesDb>? store = null, params (string Name, string Value)[] settings) : TestApp<QuizzesDb>(store, settings)
{
    public Imports Imports => Get<Imports>();
    public PlayerViews Views => Get<PlayerViews>();
    public QuizzesOptions Settings => Get<IOptions<QuizzesOptions>>().Value;

    /// <param name="user">A user id, with roles after colons: <c>ann:author</c>; null for somebody who is not signed in.</param>
    /// <param name="body">An object to send as JSON, or a string to send as it is.</param>
    public Task<Answer> Create(object body, string? user = "ann", params (string, string)[] headers) =>
        Call<CreateQuiz>(Request("POST", "/", body, user, headers), (f, r) => f.Run(r, default));

    /// <param name="file">Its text, or its bytes.</param>
    /// <param name="query">Without the question mark.</param>
    public Task<Answer> Import(object file, string query, string? user = "ann", params (string, string)[] headers) =>
        Call<ImportQuiz>(Request("POST", "/?" + query, file, user, [("Content-Type", "text/plain"), .. headers]), (f, r) => f.Run(r, default));

    public Task<Answer> Export(string id, string query, string? user = "ann", params (string, string)[] headers) =>
        Call<ExportQuiz>(Request("GET", "/?" + query, user: user, headers: headers), (f, r) => f.Run(r, id, default));

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
    public Task<Answer> Update(string id, object body, string? ifMatch, string? user = "ann")
    {
        (string, string)[] headers = ifMatch is null ? [] : [("If-Match", ifMatch == "*" ? "*" : $"\"{ifMatch}\"")];
        return Call<UpdateQuiz>(Request("PUT", "/", body, user, headers), (f, r) => f.Run(r, id, default));
    }

    public Task<Answer> Settle(string id, object body, string? ifMatch = "*", string? user = "ann")
    {
        (string, string)[] headers = ifMatch is null ? [] : [("If-Match", ifMatch)];
        return Call<UpdateSettings>(Request("PUT", "/", body, user, headers), (f, r) => f.Run(r, id, default));
    }

    public Task<Answer> PublishDraft(string id, string? user = "ann") =>
        Call<PublishQuiz>(Request("POST", user: user), (f, r) => f.Run(r, id, default));

    public Task<Answer> Copy(string id, string? user = "ann", params (string, string)[] headers) =>
        Call<CopyQuiz>(Request("POST", user: user, headers: headers), (f, r) => f.Run(r, id, default));

    public Task<Answer> Preview(string id, object body, string? user = "ann") =>
        Call<PreviewQuiz>(Request("POST", "/", body, user), (f, r) => f.Run(r, id, default));

    public Task<Answer> Archive(string id, string? user = "ann") =>
        Call<ArchiveQuiz>(Request("DELETE", user: user), (f, r) => f.Run(r, id, default));

    public Task<Answer> Feature(string id, object body, string? user = "eve:admin") =>
        Call<FeatureQuiz>(Request("PUT", "/", body, user), (f, r) => f.Run(r, id, default));

    public Task<Answer> Hide(string id, object body, string? user = "eve:admin") =>
        Call<HideQuiz>(Request("PUT", "/", body, user), (f, r) => f.Run(r, id, default));

    /// <param name="address">Where it comes from.</param>
    public Task<Answer> Report(string id, object body, string? user = null, string address = TestHttp.Home)
    {
        var request = Request("POST", "/", body, user);
        request.HttpContext.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(address);
        return Call<ReportQuiz>(request, (f, r) => f.Run(r, id, default));
    }

    public Task<Answer> Reports(string query = "", string? user = "eve:admin") =>
        Call<ListQuizReports>(Request("GET", "/" + query, user: user), (f, r) => f.Run(r, default));

    public Task<Answer> CloseReport(string id, object body, string? user = "eve:admin") =>
        Call<CloseQuizReport>(Request("PUT", "/", body, user), (f, r) => f.Run(r, id, default));

    public Task ForgetReports() => Run<ForgetReports>(f => f.Run(new TimerInfo(), default));

    public Task<Answer> Get(string id, string query = "", string? user = null, params (string, string)[] headers) =>
        Call<GetQuiz>(Request("GET", "/" + query, null, user, headers), (f, r) => f.Run(r, id, default));

    public Task<Answer> List(string query = "", string? user = null) =>
        Call<ListQuizzes>(Request("GET", "/" + query, user: user), (f, r) => f.Run(r, default));

    public Task<Answer> Overview() => Call<GetOverview>(Request("GET"), (f, r) => f.Run(r, default));

    public Task<Answer> Categories() => Call<GetCategories>(Request("GET"), (f, r) => f.Run(r, default));

    public Task<Answer> AnswerKey(string id, string query = "") => Call<GetAnswerKey>(Request("GET", "/" + query), (f, r) => f.Run(r, id, default));

    /// <summary>Tells of something that happened to a person.</summary>
    public Task Tell<T>(string type, T data) => Deliver("users", [A.Message(type, data)]);

    public Task AddSamples() => Run<SampleQuizzes>(f => f.Run(new TimerInfo(), default));

    public Task IndexQuizzes() => Run<IndexQuizzes>(leftover => leftover.Finish(default));

    public Task<Quiz> Stored(string id) => Store.With(async db => (await db.Find(id, default))!);

    protected override void Add(FunctionsApplicationBuilder builder) => builder.AddQuizzes();
}
