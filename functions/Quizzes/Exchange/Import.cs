using QuizPlatform.Platform;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>What is taken of a file, by the rules for what authors write themselves, and what is told of it.</summary>
/// <param name="Quiz">What the file says of the quiz, without questions.</param>
public sealed record Import(QuizRequest Quiz, IReadOnlyList<QuestionContent> Questions, ImportReport Report)
{
    internal const int MaxItems = 10_000; // nobody waits for faults of more
    private const string DefaultTitle = "Imported quiz";

    /// <param name="into">The draft that the questions are added to; null: a new one.</param>
    /// <param name="shuffle">Whether the options of each question are put in another order.</param>
    /// <param name="language">Of the report.</param>
    /// <exception cref="UnreadableFileException">Nothing of the file can be read.</exception>
    /// <exception cref="UnknownColumnException">It is a table with other columns than there are.</exception>
    public static Import Of(
        Format format, ImportFile file, Quiz? into, bool shuffle, CancellationToken cancellation, string language = PreferredLanguage.Default)
    {
        file.RequireNoMoodleXml();
        var found = format.Read(file);
        var before = into?.Questions ?? [];
        var (questions, builder) = (new List<QuestionContent>(), new ReportBuilder(format.Name, language));
        var length = before.Sum(question => question.Content().Length);
        foreach (var (i, item) in found.Items.Index())
        {
            cancellation.ThrowIfCancellationRequested();
            if (i == MaxItems)
            {
                found.Warn(null, $"Only the first {MaxItems} questions of the file are looked at.");
                break;
            }

            var isFull = before.Count + questions.Count >= QuizRequest.MaxQuestions;
            if (isFull && !item.IsRefused)
                item.Refuse($"A quiz has at most {QuizRequest.MaxQuestions} questions.");
            if (!item.IsRefused && Read(item, format.TakesUnfinished, QuizRequest.MaxTogether - length) is { } question)
            {
                questions.Add(shuffle ? question with { Parts = question.Parts.Shuffled(question.Question) } : question);
                length += question.Length;
            }

            builder.Add(item.Line, Written.Types.Contains(item.Question.Type) ? item.Question.Type : null, item.Warnings, item.Errors);
        }

        if (builder.IsEmpty)
            found.Warn(null, "No question was found in the file.");
        if (!shuffle && TellsByOrder(questions))
            found.Warn(null, "In every question the right options come first. Have options put in another order when you import.");
        if (into is not null && (found.Quiz.TextFormat ?? QuizContent.PlainText) != (into.TextFormat ?? QuizContent.PlainText))
            found.Warn(null, "Of the file and the draft one has plain texts, the other Markdown. The texts stay as they are: look at each.");
        if (into is null)
            RequireGood(found.Quiz);
        return new(found.Quiz, questions, builder.Report(found.Messages));
    }

    /// <summary>A draft's.</summary>
    /// <param name="title">Null: the file's, or a general one.</param>
    /// <exception cref="ProblemException">400: the title is none.</exception>
    public QuizContent Content(string? title) => Content(Quiz, title) with { Questions = Questions };

    private static QuizContent Content(QuizRequest quiz, string? title) =>
        (quiz with { Title = title ?? quiz.Title ?? DefaultTitle }).Content(unfinished: true);

    // Null where it is refused.
    private static QuestionContent? Read(FoundItem item, bool unfinished, int room)
    {
        var check = new Validation();
        var question = QuizRequest.ReadQuestion(check, "", item.Question, unfinished, known: null);
        foreach (var field in check.Fields)
            item.Refuse(FieldSentences.About(item.Question.Type, field));
        if (!check.HasFaults && question.Length > room)
            item.Refuse($"The explanations and answers of a quiz must have at most {QuizRequest.MaxTogether} characters together.");
        if (!item.IsRefused && question.Parts.Missing(question.Question) is { } missing)
            item.Warn($"It needs {missing} before the quiz is published.");
        return item.IsRefused ? null : question;
    }

    // What the file says of the quiz is the file's fault, not the request's.
    private static void RequireGood(QuizRequest quiz)
    {
        try
        {
            Content(quiz, title: null);
        }
        catch (ProblemException e)
        {
            throw new UnreadableFileException(null, $"The quiz's '{e.Errors?.Keys.FirstOrDefault()}' is not as it must be.");
        }
    }

    private static bool TellsByOrder(List<QuestionContent> questions)
    {
        var right = questions.Select(question => question.Parts.Solution() switch
        {
            SingleSolution single => [single.CorrectAnswer],
            MultipleSolution multiple when multiple.CorrectAnswer.Count < multiple.Options => multiple.CorrectAnswer,
            _ => [],
        }).Where(options => options.Count > 0).ToList();
        return right.Count > 1 && right.TrueForAll(options => options.Max() == options.Count - 1);
    }
}
