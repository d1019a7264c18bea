using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace QuizPlatform.Web.Api;

/// <summary>The Quizzes app: the catalogue.</summary>
public sealed class QuizzesApi(ApiClient api)
{
    private const string Root = "http://quizzes/api/quizzes";

    public Task<QuizPage> List(QuizQuery query) => api.Get<QuizPage>(Root + query.ToQueryString());

    /// <summary>A published quiz as players see it.</summary>
    public Task<QuizDetails> Get(string id) => api.Get<QuizDetails>($"{Root}/{Uri.EscapeDataString(id)}");

    /// <summary>Marks a quiz as worth taking, or no longer; admins may.</summary>
    public Task Feature(string id, bool featured) => api.Send(HttpMethod.Put, $"{Root}/{Uri.EscapeDataString(id)}/featured", new { featured });

    public async Task<IReadOnlyList<CategoryCount>> Categories() => (await api.Get<CategoryList>($"{Root}/categories")).Categories;
}

/// <summary>What a list of quizzes is asked for; null: no matter.</summary>
public sealed record QuizQuery
{
    public string? Search { get; init; }
    public string? Category { get; init; }
    public string? Tag { get; init; }
    public string? Difficulty { get; init; }
    public bool? Featured { get; init; }

    /// <summary>Of its texts (BCP 47): <c>de</c> is <c>de-AT</c> too.</summary>
    public string? Language { get; init; }

    /// <summary><c>newest</c>, <c>oldest</c> or <c>shortest</c>.</summary>
    public string? Sort { get; init; }
    public int? Limit { get; init; }
    public string? Cursor { get; init; }

    internal QueryString ToQueryString()
    {
        var query = new QueryBuilder();
        Add("search", Search);
        Add("category", Category);
        Add("tag", Tag);
        Add("difficulty", Difficulty);
        Add("featured", Featured is { } featured ? (featured ? "true" : "false") : null);
        Add("language", Language);
        Add("sort", Sort);
        Add("limit", Limit?.ToString(CultureInfo.InvariantCulture));
        Add("cursor", Cursor);
        return query.ToQueryString();

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                query.Add(name, value);
        }
    }
}

public sealed record QuizPage(IReadOnlyList<QuizSummary> Quizzes, int Total, string? NextCursor);

/// <param name="TimeLimit">Seconds; null: none.</param>
/// <param name="CreatedBy">The author's user id.</param>
/// <param name="Language">Of its texts (BCP 47); null: not told.</param>
/// <param name="TextFormat"><c>plain</c> or <c>markdown</c>.</param>
public record QuizSummary(
    string Id, string Title, string Description, string Difficulty, string Category, IReadOnlyList<string> Tags, int? TimeLimit, int QuestionCount,
    bool Featured, int Version, DateTimeOffset CreatedAt, string CreatedBy, string? Language = null, string TextFormat = "plain");

/// <summary>A published quiz as players see it: without answers.</summary>
public sealed record QuizDetails(
    string Id, string Title, string Description, string Difficulty, string Category, IReadOnlyList<string> Tags, int? TimeLimit, int QuestionCount,
    bool Featured, int Version, DateTimeOffset CreatedAt, string CreatedBy, int PassPercentage, IReadOnlyList<PlayerQuestion> Questions,
    string? Language = null, QuizSettings? Settings = null, QuizScoring? Scoring = null, string TextFormat = "plain")
    : QuizSummary(Id, Title, Description, Difficulty, Category, Tags, TimeLimit, QuestionCount, Featured, Version, CreatedAt, CreatedBy, Language, TextFormat)
{
    public QuizSettings Rules => Settings ?? new();

    /// <summary>Whether an answer that is right in part earns part of the points, where a question does not say otherwise.</summary>
    public bool HasPartialCredit => Scoring is { PartialCredit: not "none" };

    /// <summary>What a wrong answer takes away, in per cent of the question's points; null: nothing.</summary>
    public decimal? Penalty => Scoring is { WrongPenalty: > 0 and var share } ? share * 100 : null;
}

/// <summary>How a quiz is marked.</summary>
/// <param name="PartialCredit">What answers earn that are right in part: <c>none</c>, <c>proportional</c> or <c>rightMinusWrong</c>.</param>
/// <param name="WrongPenalty">What a wrong answer takes away, as a share of the question's points: 0 to 1.</param>
public sealed record QuizScoring(string PartialCredit = "none", decimal WrongPenalty = 0);

/// <param name="LeaderboardCounts">Which of a person's results count on boards: <c>unaided</c>, <c>first</c> or <c>best</c>.</param>
/// <param name="Guests">Whether people without an account may take the quiz.</param>
/// <param name="GuestNames">What they are called on its board: <c>own</c>, as they like, or <c>made-up</c>.</param>
/// <param name="Reveal">When reviews tell what is right: <c>immediately</c>, <c>afterPass</c>, <c>afterClose</c> or <c>never</c>.</param>
/// <param name="RevealAt">From when they do, where it is <c>afterClose</c>.</param>
public sealed record QuizSettings(
    string LeaderboardCounts = "unaided", bool Guests = true, string GuestNames = "own", string Reveal = "immediately", DateTimeOffset? RevealAt = null)
{
    public const string AfterClose = "afterClose", NoGuests = "none";

    public static IReadOnlyList<string> Counts { get; } = ["unaided", "first", "best"];

    public static IReadOnlyList<string> Reveals { get; } = ["immediately", "afterPass", AfterClose, "never"];

    /// <summary>What <see cref="Guests"/> and <see cref="GuestNames"/> say, as one choice.</summary>
    public static IReadOnlyList<string> GuestRules { get; } = ["own", "made-up", NoGuests];

    /// <summary>Of <see cref="GuestRules"/>.</summary>
    [JsonIgnore]
    public string GuestRule => Guests ? GuestNames : NoGuests;
}

/// <param name="Type">One of the question types of the API.</param>
/// <param name="Prompts">Of a matching question.</param>
/// <param name="Unit">Of a numeric one.</param>
public sealed record PlayerQuestion(
    string Id, string Question, IReadOnlyList<string> Options, int Points, string Type = "single", IReadOnlyList<string>? Prompts = null,
    IReadOnlyList<PlayerGap>? Gaps = null, string? Unit = null);

/// <param name="Kind"><c>text</c>, <c>numeric</c> or <c>choice</c>.</param>
public sealed record PlayerGap(string Kind, IReadOnlyList<string>? Options = null, string? Unit = null);

public sealed record CategoryList(IReadOnlyList<CategoryCount> Categories);

public sealed record CategoryCount(string Category, int Count);
