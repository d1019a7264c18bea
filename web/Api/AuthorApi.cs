using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Extensions;

namespace QuizPlatform.Web.Api;

/// <summary>The Quizzes app for who writes quizzes: their own ones.</summary>
public sealed class AuthorApi(ApiClient api)
{
    private const string Root = "http://quizzes/api/quizzes";
    private const int Tries = 8; // two seconds: as long as a first request may well take

    /// <param name="state"><c>draft</c>, <c>published</c>, <c>archived</c> or <c>all</c>.</param>
    public Task<OwnQuizPage> List(string state, string? cursor = null, int limit = 20)
    {
        var query = new QueryBuilder { { "author", "me" }, { "state", state }, { "limit", limit.ToString(CultureInfo.InvariantCulture) } };
        if (cursor is not null)
            query.Add("cursor", cursor);
        return api.Get<OwnQuizPage>(Root + query.ToQueryString());
    }

    /// <summary>All of a quiz, with its answers, and the tag for a change of it.</summary>
    public Task<ApiAnswer<OwnQuiz>> Get(string id) => api.GetWithTag<OwnQuiz>($"{Root}/{Uri.EscapeDataString(id)}?view=author");

    /// <summary>A draft without a time limit, which its author may set.</summary>
    /// <param name="key">Of the form that was sent: sent twice, it makes one draft.</param>
    public Task<OwnQuiz> Draft(string title, string? language, string key) => Make(Root, new { title, language, timeLimit = (int?)null, draft = true }, key);

    /// <summary>A draft with all that another quiz has.</summary>
    /// <inheritdoc cref="Draft"/>
    public Task<OwnQuiz> Copy(string id, string key) => Make($"{Root}/{Uri.EscapeDataString(id)}/copy", null, key);

    /// <summary>Changes what holds for all versions of a quiz, which makes no new one.</summary>
    /// <param name="guests">A word of <c>GuestRules</c>.</param>
    /// <param name="tag">Of the quiz as it was when somebody read it.</param>
    public Task Settle(string id, string guests, string reveal, DateTimeOffset? revealAt, string? tag)
    {
        var may = guests != QuizSettings.NoGuests;
        return api.Send(HttpMethod.Put, $"{Root}/{Uri.EscapeDataString(id)}/settings",
            new { guests = may, guestNames = may ? guests : null, reveal, revealAt }, tag);
    }

    /// <summary>Deletes it where it was never published.</summary>
    public Task Archive(string id) => api.Send(HttpMethod.Delete, $"{Root}/{Uri.EscapeDataString(id)}");

    /// <summary>What an import would do; nothing is saved.</summary>
    /// <param name="tag">Of the draft that the file is for; null: it is for a new one.</param>
    public async Task<TriedImport> TryImport(QuizFile file, string? tag) =>
        (await api.Send<TriedImport>(HttpMethod.Post, $"{Root}/import{file.ToQueryString("dryRun", "true")}", file.Bytes, tag)).Body;

    /// <summary>A draft of those of a file's questions that can be taken.</summary>
    /// <inheritdoc cref="Draft"/>
    public Task<ImportedQuiz> Import(QuizFile file, string key) => Make<ImportedQuiz>(ImportAddress(file), file.Bytes, key);

    /// <summary>The same, added to the draft that the file is for.</summary>
    /// <param name="tag">Of the draft as it was when somebody looked at what would come of it: sent twice, it adds nothing the second time.</param>
    public async Task<ImportedQuiz> ImportInto(QuizFile file, string tag) =>
        (await api.Send<ImportedQuiz>(HttpMethod.Post, ImportAddress(file), file.Bytes, tag)).Body;

    /// <summary>Asks whether a quiz can be exported so without a loss; one is a problem, <c>export.lossy</c>.</summary>
    public Task CheckExport(string id, string format) => api.Check($"http://quizzes{ExportPath(id, format)}");

    /// <summary>Of a quiz as a file, for the browser, whose session opens it.</summary>
    public static string ExportPath(string id, string format, bool lossy = false) =>
        $"/api/quizzes/{Uri.EscapeDataString(id)}/export?format={Uri.EscapeDataString(format)}{(lossy ? "&lossy=true" : "")}";

    private static string ImportAddress(QuizFile file) => $"{Root}/import{file.ToQueryString("onError", "skip")}";

    private async Task<OwnQuiz> Make(string address, object? quiz, string key) => (await Make<QuizAnswer>(address, quiz, key)).Quiz;

    private async Task<T> Make<T>(string address, object? quiz, string key)
    {
        for (var left = Tries; ; left--)
        {
            try
            {
                return (await api.Send<T>(HttpMethod.Post, address, quiz, key: key)).Body;
            }
            catch (ApiException e) when (e.Code == "request.idempotency-key-in-use" && left > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250)); // its other half is being answered
            }
            catch (ApiException e) when (e.Code == "request.idempotency-key-reused" && left > 0)
            {
                key = Guid.NewGuid().ToString("N"); // somebody went back to the form and wrote another title: another quiz
            }
        }
    }

    private sealed record QuizAnswer(OwnQuiz Quiz);
}

public sealed record OwnQuizPage(IReadOnlyList<OwnQuizSummary> Quizzes, int Total, string? NextCursor);

/// <param name="Status"><c>draft</c>, <c>published</c> or <c>archived</c>.</param>
/// <param name="Version">0: never published.</param>
/// <param name="Hidden">Null: no admin has taken it down.</param>
public sealed record OwnQuizSummary(string Id, string Title, string? Language, string Status, int QuestionCount, int Version, DateTimeOffset UpdatedAt,
    HiddenQuiz? Hidden = null);

/// <param name="TimeLimit">Seconds; null: none.</param>
/// <param name="TextFormat"><c>plain</c> or <c>markdown</c>.</param>
public sealed record OwnQuiz(
    string Id, string Status, string Title, string Description, string? Language, string Difficulty, string Category, IReadOnlyList<string> Tags,
    int? TimeLimit, int PassPercentage, QuizSettings Settings, int Version, DateTimeOffset UpdatedAt, string CreatedBy,
    IReadOnlyList<OwnQuestion> Questions, HiddenQuiz? Hidden = null, QuizScoring? Scoring = null, string TextFormat = "plain");

/// <param name="Type">One of the question types of the API.</param>
/// <param name="CorrectAnswer">In the shape that the type's answers have; null while the author has not said.</param>
/// <param name="PartialCredit">As in <see cref="QuizScoring"/>; null: as the quiz has it.</param>
public sealed record OwnQuestion(
    string Id, string Type, string Question, IReadOnlyList<string> Options, JsonElement? CorrectAnswer, string? Explanation, int Points,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Prompts = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<OwnGap>? Gaps = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Tolerance = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ToleranceType = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Unit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<OwnAccepted>? AlsoAccepted = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? CaseSensitive = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? IgnoreAccents = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Wildcards = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PartialCredit = null);

/// <param name="Kind"><c>text</c>, <c>numeric</c> or <c>choice</c>: it has the fields of such a question.</param>
public sealed record OwnGap(
    string Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Options = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? CorrectAnswer = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Tolerance = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ToleranceType = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Unit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<OwnAccepted>? AlsoAccepted = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? CaseSensitive = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? IgnoreAccents = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Wildcards = null);

/// <summary>What else is right, wholly or in part: a text or a number.</summary>
/// <param name="Credit">Above 0, up to 1.</param>
public sealed record OwnAccepted(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Value = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Tolerance = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ToleranceType = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Credit = null);
