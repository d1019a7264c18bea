using QuizPlatform.Platform;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>A quiz on its way into a file, and what is lost there.</summary>
/// <param name="questions">Those of the quiz that are wanted.</param>
public sealed class ExportedQuiz(Quiz quiz, IReadOnlyList<Question> questions)
{
    private readonly Dictionary<Question, (List<Told> Lost, List<Told> LeftOut)> _losses =
        questions.ToDictionary(question => question, _ => (new List<Told>(), new List<Told>()));

    private readonly List<Told> _messages = [];

    public Quiz Quiz => quiz;
    public IReadOnlyList<Question> Questions => questions;

    public bool IsMarkdown => quiz.TextFormat == QuizContent.Markdown;

    /// <summary>Notes what the format has no place for in a question.</summary>
    public void Lose(Question question, bool isLost, Sentence sentence)
    {
        if (isLost)
            _losses[question].Lost.Add(new(null, sentence));
    }

    /// <summary>What answers earn that are right in part, the quiz's rule where the question has none; all or nothing where it has no parts.</summary>
    public PartialCredit Credit(Question question) =>
        question.Parts().Solution() is MultipleSolution { CorrectAnswer.Count: > 1 } or OrderingSolution or MatchingSolution or GapsSolution
            ? Rules.Of(question.PartialCredit ?? quiz.PartialCredit, 0).PartialCredit : PartialCredit.None;

    /// <summary>As <see cref="Lose"/>, of what is lost in every format but our own.</summary>
    public void LoseCredit(Question question) =>
        Lose(question, Credit(question) != PartialCredit.None, "What answers earn that are right in part is lost.");

    /// <summary>Notes what wrong answers cost in the quiz, which is lost in every format but our own.</summary>
    public void LosePenalty()
    {
        if (quiz.WrongPenalty > 0)
            _messages.Add(new(null, "What wrong answers cost in this quiz is lost."));
    }

    /// <summary>As <see cref="Lose"/>, of formats that do not say how texts are to be read.</summary>
    public void LoseMarkdown(Question question) => Lose(question, IsMarkdown, "That its texts are Markdown is lost.");

    /// <summary>Notes that the format has no place for the question at all.</summary>
    public void LeaveOut(Question question, Sentence sentence) => _losses[question].LeftOut.Add(new(null, sentence));

    public bool IsLeftOut(Question question) => _losses[question].LeftOut.Count > 0;

    /// <summary>What is lost, as a report; its items are the questions in their order.</summary>
    public ImportReport Report(string format, string language = PreferredLanguage.Default)
    {
        var builder = new ReportBuilder(format, language);
        foreach (var question in questions)
            builder.Add(null, question.Type, _losses[question].Lost, _losses[question].LeftOut);
        return builder.Report(_messages);
    }
}
