using System.ComponentModel.DataAnnotations;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>What an author sends to create or change a quiz.</summary>
/// <param name="Category"><c>general</c> where it is left out.</param>
/// <param name="Tags">Each of at most 40 characters.</param>
/// <param name="TimeLimit">Seconds, 300 where it is left out, none where it is null: told to players, not enforced.</param>
/// <param name="PassPercentage">From which a result has passed; 70 where it is left out.</param>
/// <param name="Draft">Not to be published yet. Read on creation only.</param>
/// <param name="Questions">One at least, but in a draft.</param>
/// <param name="Language">Of its texts, a language tag (BCP 47).</param>
/// <param name="TextFormat">How its texts, but the title, are to be read. Left out of a change it stays; <c>plain</c> in a new quiz.</param>
public sealed record QuizRequest(
    [property: Required, Length(1, QuizRequest.MaxTitle)] string? Title = null,
    [property: MaxLength(2000)] string? Description = null,
    [property: OneOf(typeof(QuizContent), nameof(QuizContent.Difficulties))] string? Difficulty = null,
    [property: MaxLength(100)] string? Category = null,
    [property: MaxLength(QuizRequest.MaxTags)] IReadOnlyList<string?>? Tags = null,
    [property: Range(10, 86_400)] int? TimeLimit = QuizContent.DefaultTimeLimit,
    [property: Range(0, 100)] int? PassPercentage = null,
    bool? Draft = null,
    [property: MaxLength(QuizRequest.MaxQuestions)] IReadOnlyList<QuestionRequest?>? Questions = null,
    SettingsRequest? Settings = null,
    string? Language = null,
    ScoringRequest? Scoring = null,
    [property: OneOf(typeof(QuizContent), nameof(QuizContent.TextFormats))] string? TextFormat = null)
{
    internal const int MaxTitle = 200;
    internal const int MaxQuestions = 200;
    internal const int MaxTags = 10;

    private const int MaxDecimals = 4; // of a penalty

    internal const int MaxTogether = 200_000; // a document of Cosmos DB has at most 2 MB, and a quiz is there once more for players of a replaced version

    private static readonly string TooLongTogether =
        $"Explanations, and the fields of types other than single as JSON, must have at most {MaxTogether} characters altogether.";

    /// <summary>The content as it was meant, every fault named.</summary>
    /// <param name="unfinished">A draft may lack questions, and its questions parts; what is there must be right.</param>
    /// <param name="known">The questions the quiz has, which keep their ids when they are sent back; null for a new quiz.</param>
    /// <exception cref="ProblemException">400.</exception>
    public QuizContent Content(bool unfinished, IReadOnlyCollection<Question>? known = null)
    {
        var check = new Validation();
        var content = new QuizContent(
            check.Line("title", Title, 1, MaxTitle),
            check.Text("description", Description, 0, 2000),
            ReadLanguage(check),
            OneOf(check, "difficulty", Difficulty, QuizContent.Difficulties) ?? QuizContent.Difficulties[0],
            check.Line("category", string.IsNullOrWhiteSpace(Category) ? QuizContent.DefaultCategory : Category, 1, 100),
            ReadTags(check),
            TimeLimit is null ? null : check.Number("timeLimit", TimeLimit, 10, 86_400, QuizContent.DefaultTimeLimit),
            check.Number("passPercentage", PassPercentage, 0, 100, 70),
            ReadQuestions(check, unfinished, known),
            (Settings ?? new()).Read(check, "settings."),
            OneOf(check, "scoring.partialCredit", Scoring?.PartialCredit, Rules.PartialCredits),
            (double?)Scoring?.WrongPenalty,
            OneOf(check, "textFormat", TextFormat, QuizContent.TextFormats));
        check.Check(
            Scoring?.WrongPenalty is not { } penalty || (penalty is >= 0 and <= 1 && penalty == Math.Round(penalty, MaxDecimals)), "scoring.wrongPenalty",
            $"'scoring.wrongPenalty' must be between 0 and 1, with at most {MaxDecimals} decimals.");
        check.ThrowIfAny();
        return content;
    }

    private string? ReadLanguage(Validation check)
    {
        if (string.IsNullOrWhiteSpace(Language))
            return null;
        var tag = LanguageTag.Parse(Language.Trim());
        check.Check(tag is not null, "language", "'language' must be a language tag (BCP 47), for instance en, pt-BR or zh-Hant.");
        return tag;
    }

    private string[] ReadTags(Validation check)
    {
        var tags = Tags ?? [];
        check.Check(tags.Count <= MaxTags, "tags", $"'tags' must have at most {MaxTags} entries.");
        return [.. tags.Take(MaxTags).Select((tag, i) => check.Line($"tags[{i}]", tag, 1, 40)).DistinctBy(Quiz.Key)];
    }

    private List<QuestionContent> ReadQuestions(Validation check, bool unfinished, IReadOnlyCollection<Question>? known)
    {
        var questions = Questions ?? [];
        check.Check(unfinished || questions.Count > 0, "questions", "'questions' must have at least one question.");
        check.Check(questions.Count <= MaxQuestions, "questions", $"'questions' must have at most {MaxQuestions} questions.");
        if (questions.Count > MaxQuestions)
            return [];

        var content = new List<QuestionContent>();
        for (var i = 0; i < questions.Count; i++)
        {
            if (questions[i] is { } question)
                content.Add(ReadQuestion(check, $"questions[{i}].", question, unfinished, known));
            else
                check.Check(false, $"questions[{i}]", $"'questions[{i}]' must be a question.");
        }

        check.Check(content.Sum(q => q.Length) <= MaxTogether, "questions", TooLongTogether);
        for (var i = 0; i < content.Count; i++)
        {
            var isFirst = content[i].Id is not { } id || content.FindIndex(q => q.Id == id) == i;
            check.Check(isFirst, $"questions[{i}].id", $"'questions[{i}].id' is given to more than one question.");
        }

        return content;
    }

    /// <summary>What one question says, its faults named.</summary>
    /// <inheritdoc cref="QuestionRequest.ReadParts" path="/param[@name='at']"/>
    internal static QuestionContent ReadQuestion(
        Validation check, string at, QuestionRequest question, bool unfinished, IReadOnlyCollection<Question>? known)
    {
        // A new quiz gives its own ids, whatever was sent; a changed one must not mistake a question for another.
        var id = known is null ? null : question.Id;
        var isKnown = id is null || known!.Any(q => q.QuestionId == id);
        check.Check(isKnown, $"{at}id", $"'{at}id' is not a question of this quiz; leave it out for a new question.");

        var text = check.Text($"{at}question", question.Question, unfinished ? 0 : 1, 2000);
        return new QuestionContent(
            id,
            text,
            question.ReadParts(check, at, text, unfinished),
            check.Text($"{at}explanation", question.Explanation, 0, 2000) is { Length: > 0 } explanation ? explanation : null,
            check.Number($"{at}points", question.Points, 1, 100, 1),
            OneOf(check, $"{at}partialCredit", question.PartialCredit, Rules.PartialCredits));
    }

    /// <summary>The word; null where it is left out.</summary>
    internal static string? OneOf(Validation check, string field, string? value, IReadOnlyList<string> allowed)
    {
        check.Check(value is null || allowed.Contains(value), field, $"'{field}' must be one of: {string.Join(", ", allowed)}.");
        return value;
    }
}

/// <summary>How it is marked; what is left out stays as it is.</summary>
/// <param name="PartialCredit">What answers earn that are right in part, where a question does not say it itself; nothing in a new quiz.</param>
/// <param name="WrongPenalty">What a wrong answer takes away, as a share of the question's points, of four decimals; nothing in a new quiz.</param>
public sealed record ScoringRequest(
    [property: OneOf(typeof(Rules), nameof(Rules.PartialCredits))] string? PartialCredit = null,
    [property: Range(0, 1)] decimal? WrongPenalty = null);

/// <summary>What holds for all versions of a quiz; what is left out stays as it is.</summary>
/// <param name="LeaderboardCounts">Which of a person's results count on boards.</param>
/// <param name="Guests">Whether people without an account may take it; they may in a new quiz.</param>
/// <param name="GuestNames">What they are called on its board: as they like, or by a made-up name.</param>
/// <param name="Reveal">When reviews tell what is right; at once in a new quiz.</param>
public sealed record SettingsRequest(
    [property: OneOf(typeof(SettingsContent), nameof(SettingsContent.LeaderboardRules))] string? LeaderboardCounts = null,
    bool? Guests = null,
    [property: OneOf(typeof(SettingsContent), nameof(SettingsContent.GuestNameRules))] string? GuestNames = null,
    [property: OneOf(typeof(SettingsContent), nameof(SettingsContent.RevealRules))] string? Reveal = null)
{
    /// <summary>From when they do; with <c>afterClose</c>, and with no other.</summary>
    public DateTimeOffset? RevealAt { get; init; }

    /// <param name="at">What stands before the fields' names.</param>
    internal SettingsContent Read(Validation check, string at)
    {
        var content = new SettingsContent(
            QuizRequest.OneOf(check, $"{at}leaderboardCounts", LeaderboardCounts, SettingsContent.LeaderboardRules),
            Guests,
            QuizRequest.OneOf(check, $"{at}guestNames", GuestNames, SettingsContent.GuestNameRules),
            QuizRequest.OneOf(check, $"{at}reveal", Reveal, SettingsContent.RevealRules),
            RevealAt?.ToUniversalTime());
        var closes = Reveal == RevealRule.AfterClose;
        check.Check(!closes || RevealAt is not null, $"{at}revealAt", $"'{at}revealAt' is required with the reveal afterClose.");
        check.Check(closes || RevealAt is null, $"{at}revealAt", $"'{at}revealAt' belongs to the reveal afterClose.");
        return content;
    }
}
