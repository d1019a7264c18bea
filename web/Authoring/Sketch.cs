using System.Text.Json;
using System.Text.Json.Serialization;
using QuizPlatform.Scoring;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Quizzes;
using QuizPlatform.Web.Reading;
using QuizPlatform.Web.Taking;

namespace QuizPlatform.Web.Authoring;

/// <summary>A quiz while it is written, saved or not, with whatever is missing yet: as the editor sends it.</summary>
internal sealed record Sketch(
    string? Title, string? Description, string? Language, string? Difficulty, string? Category, double? TimeLimit, double? PassPercentage,
    IReadOnlyList<SketchQuestion?>? Questions, SketchScoring? Scoring = null, string? TextFormat = null)
{
    // An accepted answer of a gap is seven deep.
    private static readonly JsonSerializerOptions Format = new(JsonSerializerOptions.Web)
    {
        MaxDepth = 8,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The saved quiz has the same fields, and more.</summary>
    public static Sketch Of(OwnQuiz quiz) => JsonSerializer.SerializeToNode(quiz, Format).Deserialize<Sketch>(Format)!;

    /// <returns>Null where it is none, or has more than the API lets a quiz have.</returns>
    public static Sketch? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Sketch>(json, Format) is { IsWithinLimits: true } sketch ? sketch : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Format);

    public QuizDetails AsPlayersSeeIt(OwnQuiz saved, string noTitle, string noText) => new(
        saved.Id, Or(Title, noTitle), Description ?? "", Or(Difficulty, "beginner"), Or(Category, DefaultCategory.Value), saved.Tags,
        TimeLimit is >= 1 and <= 86_400 and var seconds ? (int)seconds : null, Questions?.Count ?? 0, Featured: false, saved.Version, saved.UpdatedAt,
        saved.CreatedBy, PassPercentage is >= 0 and <= 100 and var percent ? (int)percent : saved.PassPercentage,
        [.. Shown.Select(shown => shown.Question.AsPlayersSeeIt(shown.Id, noText))], string.IsNullOrEmpty(Language) ? null : Language,
        Scoring: new(WrongPenalty: RulesFor(null).WrongPenalty),
        TextFormat: TextFormat == Prose.Markdown ? Prose.Markdown : "plain");

    /// <summary>What players will read of their answers once they have handed in.</summary>
    /// <param name="asked">The questions as players see them.</param>
    public IReadOnlyList<QuestionReview> Review(IReadOnlyList<PlayerQuestion> asked, Func<PlayerQuestion, JsonElement?> answer) =>
        [.. asked.Zip(Shown, (question, shown) => shown.Question.Review(question, answer(question), RulesFor(shown.Question), Format))];

    // A page of it is many times as large, and has its language at every text.
    private bool IsWithinLimits =>
        Title is not { Length: > 200 } && Description is not { Length: > 2000 } && Language is not { Length: > 35 } && Difficulty is not { Length: > 100 }
        && Category is not { Length: > 100 } && Questions is not { Count: > 200 } && (Questions ?? []).All(question => question?.IsWithinLimits != false);

    private IEnumerable<(string Id, SketchQuestion Question)> Shown =>
        (Questions ?? []).Select((question, i) => ($"q{i}", (question ?? new()).Shuffled($"q{i}")));

    private Rules RulesFor(SketchQuestion? question)
    {
        var partialCredit = question?.PartialCredit ?? Scoring?.PartialCredit;
        return QuizPlatform.Scoring.Rules.Of(
            QuizPlatform.Scoring.Rules.PartialCredits.Contains(partialCredit) ? partialCredit : null,
            Scoring?.WrongPenalty is >= 0 and <= 1 and var penalty ? penalty : 0);
    }

    private static string Or(string? text, string otherwise) => string.IsNullOrWhiteSpace(text) ? otherwise : text;
}

internal sealed record SketchScoring(string? PartialCredit, double? WrongPenalty);

/// <param name="CorrectAnswer">Null while the author has not said.</param>
internal sealed record SketchQuestion(
    string? Type = null, string? Question = null, IReadOnlyList<string?>? Options = null, double? Points = null, JsonElement? CorrectAnswer = null,
    string? Explanation = null, IReadOnlyList<string?>? Prompts = null, IReadOnlyList<OwnGap?>? Gaps = null, decimal? Tolerance = null,
    string? ToleranceType = null, string? Unit = null, IReadOnlyList<OwnAccepted?>? AlsoAccepted = null, bool? CaseSensitive = null,
    bool? IgnoreAccents = null, bool? Wildcards = null, string? PartialCredit = null)
{
    [JsonIgnore]
    public bool IsWithinLimits =>
        Question is not { Length: > 2000 } && Explanation is not { Length: > 2000 } && AreShort(Options, 20, 500) && AreShort(Prompts, 20, 500)
        && Unit is not { Length: > 20 } && IsShort(CorrectAnswer) && AreShort(AlsoAccepted)
        && Gaps is not { Count: > 20 } && (Gaps ?? []).All(gap =>
            AreShort(gap?.Options, 10, 200) && gap?.Unit is not { Length: > 20 } && IsShort(gap?.CorrectAnswer) && AreShort(gap?.AlsoAccepted));

    private string Kind => Written.Types.Contains(Type) ? Type! : Written.Types[0];

    /// <summary>With its options in another order where their own would tell the answer, as the API has them.</summary>
    public SketchQuestion Shuffled(string id)
    {
        if (Kind is not ("ordering" or "matching") || Options is null)
            return this;
        var order = OptionOrder.Of(id, [.. Options.Select(option => option ?? "")]).ToList();
        var right = CorrectAnswer.Parts.Select((_, part) => CorrectAnswer.Option(order.Count, part)).ToList();
        if (right.Count == 0 && Kind == "ordering")
            right = [.. Enumerable.Range(0, order.Count)];
        return this with
        {
            Options = [.. order.Select(option => Options[option])],
            CorrectAnswer = JsonSerializer.SerializeToElement(right.Select(option => option is { } one ? order.IndexOf(one) : default(int?))),
        };
    }

    public PlayerQuestion AsPlayersSeeIt(string id, string noText) => new(
        id, string.IsNullOrWhiteSpace(Question) ? noText : Question, Kind == "trueFalse" ? TrueFalseSolution.Options : Texts(Options),
        Points is >= 1 and <= 100 and var points ? (int)points : 1, Kind, Texts(Prompts),
        [.. (Gaps ?? []).Select(gap => new PlayerGap(gap?.Kind ?? "text", gap?.Options, gap?.Unit))], Unit);

    /// <param name="format">The fields are written in it for those that mark.</param>
    public QuestionReview Review(PlayerQuestion asked, JsonElement? answer, Rules rules, JsonSerializerOptions format)
    {
        var fields = JsonSerializer.SerializeToNode(this, format)!.AsObject();
        var solution = Written.Read(Kind, Options?.Count ?? 0, Prompts?.Count ?? 0, fields).Solution;
        var given = Given(solution, answer);
        var mark = solution?.Mark(given, asked.Points, rules) ?? default;
        return new(
            asked.Id, asked.Question, asked.Options, mark.IsCorrect, solution is null ? answer : Json(given), Json(solution?.Right()), Explanation,
            mark.Points, asked.Points, asked.Type, asked.Prompts, [.. (Gaps ?? []).Select(gap => gap ?? new("text"))], Unit,
            [.. (AlsoAccepted ?? []).OfType<OwnAccepted>()], Tolerance, ToleranceType, given is { } one ? solution?.PartCredits(one) : null);
    }

    // What the API would not take is no answer.
    private static Scoring.Answer? Given(Solution? solution, JsonElement? answer)
    {
        try
        {
            return answer is { } given ? solution?.Read(given) : null;
        }
        catch (AnswerException)
        {
            return null;
        }
    }

    private static JsonElement? Json(Scoring.Answer? answer) => answer is { } given ? JsonSerializer.Deserialize<JsonElement>(given.Json) : null;

    private static IReadOnlyList<string> Texts(IReadOnlyList<string?>? texts) => [.. (texts ?? []).Select(text => text ?? "")];

    private static bool AreShort(IReadOnlyList<string?>? texts, int most, int length) =>
        texts is null || (texts.Count <= most && texts.All(text => text is null || text.Length <= length));

    private static bool AreShort(IReadOnlyList<OwnAccepted?>? accepted) => AreShort(accepted?.Select(one => one?.Text).ToList(), 20, 200);

    private static bool IsShort(JsonElement? answer) => answer?.GetRawText() is not { Length: > 2000 };
}
