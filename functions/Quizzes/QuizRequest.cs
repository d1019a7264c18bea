using System.ComponentModel.DataAnnotations;
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
public sealed record QuizRequest(
    [property: Required, Length(1, 200)] string? Title = null,
    [property: MaxLength(2000)] string? Description = null,
    [property: OneOf(typeof(QuizContent), nameof(QuizContent.Difficulties))] string? Difficulty = null,
    [property: MaxLength(100)] string? Category = null,
    [property: MaxLength(QuizRequest.MaxTags)] IReadOnlyList<string?>? Tags = null,
    [property: Range(10, 86_400)] int? TimeLimit = QuizContent.DefaultTimeLimit,
    [property: Range(0, 100)] int? PassPercentage = null,
    bool? Draft = null,
    [property: MaxLength(QuizRequest.MaxQuestions)] IReadOnlyList<QuestionRequest?>? Questions = null,
    SettingsRequest? Settings = null,
    string? Language = null)
{
    internal const int MaxQuestions = 200;
    internal const int MaxOptions = 20;
    internal const int MaxTags = 10;

    // The explanations travel to Results in one message, and a Service Bus message has at most 256 KB: these fill 210 KB when every
    // character needs an escape, and the rest of 200 questions 20 KB.
    private const int MaxExplanations = 35_000;

    /// <summary>The content as it was meant, every fault named.</summary>
    /// <param name="unfinished">A draft may lack questions, and its questions parts; what is there must be right.</param>
    /// <param name="known">The questions the quiz has, which keep their ids when they are sent back; null for a new quiz.</param>
    /// <exception cref="ProblemException">400.</exception>
    public QuizContent Content(bool unfinished, IReadOnlyCollection<Question>? known = null)
    {
        var check = new Validation();
        var content = new QuizContent(
            check.Line("title", Title, 1, 200),
            check.Text("description", Description, 0, 2000),
            ReadLanguage(check),
            OneOf(check, "difficulty", Difficulty, QuizContent.Difficulties),
            check.Line("category", string.IsNullOrWhiteSpace(Category) ? QuizContent.DefaultCategory : Category, 1, 100),
            ReadTags(check),
            TimeLimit is null ? null : check.Number("timeLimit", TimeLimit, 10, 86_400, QuizContent.DefaultTimeLimit),
            check.Number("passPercentage", PassPercentage, 0, 100, 70),
            ReadQuestions(check, unfinished, known),
            Settings?.LeaderboardCounts is { } rule ? OneOf(check, "settings.leaderboardCounts", rule, QuizContent.LeaderboardRules) : null,
            Settings?.Guests,
            Settings?.GuestNames is { } names ? OneOf(check, "settings.guestNames", names, QuizContent.GuestNameRules) : null);
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
                content.Add(ReadQuestion(check, $"questions[{i}]", question, unfinished, known));
            else
                check.Check(false, $"questions[{i}]", $"'questions[{i}]' must be a question.");
        }

        var explanations = content.Sum(q => q.Explanation?.Length ?? 0);
        check.Check(explanations <= MaxExplanations, "questions", $"The explanations must have at most {MaxExplanations} characters altogether.");
        for (var i = 0; i < content.Count; i++)
        {
            var isFirst = content[i].Id is not { } id || content.FindIndex(q => q.Id == id) == i;
            check.Check(isFirst, $"questions[{i}].id", $"'questions[{i}].id' is given to more than one question.");
        }

        return content;
    }

    private static QuestionContent ReadQuestion(Validation check, string at, QuestionRequest question, bool unfinished, IReadOnlyCollection<Question>? known)
    {
        // A new quiz gives its own ids, whatever was sent; a changed one must not mistake a question for another.
        var id = known is null ? null : question.Id;
        var isKnown = id is null || known!.Any(q => q.QuestionId == id);
        check.Check(isKnown, $"{at}.id", $"'{at}.id' is not a question of this quiz; leave it out for a new question.");

        var options = ReadOptions(check, $"{at}.options", question.Options ?? [], unfinished);
        var choices = Math.Max(options.Length, QuizContent.MinOptions); // where options are missing, they alone are to blame
        check.Check(unfinished || question.CorrectAnswer is not null, $"{at}.correctAnswer", $"'{at}.correctAnswer' is required.");
        if (question.CorrectAnswer is { } answer)
        {
            foreach (var fault in new SingleSolution(choices, answer).Faults())
                check.Check(false, $"{at}.{fault.Field}", $"'{at}.{fault.Field}' must be {fault.Must}.");
        }

        return new QuestionContent(
            id,
            OneOf(check, $"{at}.type", question.Type, Question.Types),
            check.Text($"{at}.question", question.Question, unfinished ? 0 : 1, 2000),
            options,
            question.CorrectAnswer,
            check.Text($"{at}.explanation", question.Explanation, 0, 2000) is { Length: > 0 } explanation ? explanation : null,
            check.Number($"{at}.points", question.Points, 1, 100, 1));
    }

    private static string[] ReadOptions(Validation check, string at, IReadOnlyList<string?> options, bool unfinished)
    {
        check.Check(unfinished || options.Count >= QuizContent.MinOptions, at, $"'{at}' must have at least {QuizContent.MinOptions} options.");
        check.Check(options.Count <= MaxOptions, at, $"'{at}' must have at most {MaxOptions} options.");
        string[] texts = [.. options.Select(option => VisibleText.Spell(option ?? "", lines: true))];
        if (texts.Length > MaxOptions)
            return texts;

        // Faults of one option are told for the list as a whole: one sentence for ten empty options is enough.
        check.Check(texts.All(text => text.Length is >= 1 and <= 500), at, $"'{at}' must be texts of 1 to 500 characters.");
        var fault = texts.Select(text => VisibleText.Fault(text, lines: true)).FirstOrDefault(fault => fault is not null);
        check.Check(fault is null, at, $"'{at}' has a text that {fault}.");
        check.Check(texts.Distinct(StringComparer.Ordinal).Count() == texts.Length, at, $"'{at}' must be different from each other.");
        return texts;
    }

    private static string OneOf(Validation check, string field, string? value, IReadOnlyList<string> allowed)
    {
        check.Check(value is null || allowed.Contains(value), field, $"'{field}' must be one of: {string.Join(", ", allowed)}.");
        return value ?? allowed[0];
    }
}

/// <param name="LeaderboardCounts">Which of a person's results count on boards.</param>
/// <param name="Guests">Whether people without an account may take it; they may where it is left out.</param>
/// <param name="GuestNames">What they are called on its board: as they like, or by a made-up name.</param>
public sealed record SettingsRequest(
    [property: OneOf(typeof(QuizContent), nameof(QuizContent.LeaderboardRules))] string? LeaderboardCounts = null,
    bool? Guests = null,
    [property: OneOf(typeof(QuizContent), nameof(QuizContent.GuestNameRules))] string? GuestNames = null);

/// <param name="Id">Of a question that the quiz has and that is to keep it.</param>
/// <param name="Options">Two to twenty, each of at most 500 characters.</param>
/// <param name="CorrectAnswer">The index of the right option.</param>
/// <param name="Explanation">Shown in the review.</param>
/// <param name="Points">One where it is left out.</param>
public sealed record QuestionRequest(
    string? Id = null,
    [property: OneOf(typeof(Quizzes.Question), nameof(Quizzes.Question.Types))] string? Type = null,
    [property: MaxLength(2000)] string? Question = null,
    [property: MaxLength(QuizRequest.MaxOptions)] IReadOnlyList<string?>? Options = null,
    [property: Range(0, QuizRequest.MaxOptions - 1)] int? CorrectAnswer = null,
    [property: MaxLength(2000)] string? Explanation = null,
    [property: Range(1, 100)] int? Points = null);
