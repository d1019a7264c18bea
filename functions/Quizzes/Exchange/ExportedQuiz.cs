namespace QuizPlatform.Quizzes;

/// <summary>A quiz on its way into a file, and what is lost there.</summary>
/// <param name="questions">Those of the quiz that are wanted.</param>
public sealed class ExportedQuiz(Quiz quiz, IReadOnlyList<Question> questions)
{
    private readonly Dictionary<Question, (List<ImportMessage> Lost, List<ImportMessage> LeftOut)> _losses =
        questions.ToDictionary(question => question, _ => (new List<ImportMessage>(), new List<ImportMessage>()));

    public Quiz Quiz => quiz;
    public IReadOnlyList<Question> Questions => questions;

    public bool IsMarkdown => quiz.TextFormat == QuizContent.Markdown;

    /// <summary>Notes what the format has no place for in a question.</summary>
    public void Lose(Question question, bool isLost, string sentence)
    {
        if (isLost)
            _losses[question].Lost.Add(new(null, sentence));
    }

    /// <summary>As <see cref="Lose"/>, of what is lost in every format but our own.</summary>
    public void LoseMarking(Question question) => Lose(question, question.PartialCredit is not null, "What answers earn that are right in part is lost.");

    /// <summary>As <see cref="Lose"/>, of formats that do not say how texts are to be read.</summary>
    public void LoseMarkdown(Question question) => Lose(question, IsMarkdown, "That its texts are Markdown is lost.");

    /// <summary>Notes that the format has no place for the question at all.</summary>
    public void LeaveOut(Question question, string sentence) => _losses[question].LeftOut.Add(new(null, sentence));

    public bool IsLeftOut(Question question) => _losses[question].LeftOut.Count > 0;

    /// <summary>What is lost, as a report; its items are the questions in their order.</summary>
    public ImportReport Report(string format)
    {
        var builder = new ReportBuilder(format);
        foreach (var question in questions)
            builder.Add(null, question.Type, _losses[question].Lost, _losses[question].LeftOut);
        return builder.Report([]);
    }
}
