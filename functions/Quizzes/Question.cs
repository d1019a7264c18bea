using QuizPlatform.Contracts;
using QuizPlatform.Reviews;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>A question inside a quiz. In a draft it may be unfinished.</summary>
public sealed class Question
{
    private Question()
    {
    }

    internal Question(string questionId, QuestionContent content)
    {
        QuestionId = questionId;
        var parts = content.Parts.InStoredOrder(questionId);
        Type = parts.Type;
        Text = content.Question;
        Options = [.. parts.Options];
        CorrectAnswer = parts.CorrectAnswer;
        Own = parts.Own;
        Explanation = content.Explanation;
        Points = content.Points;
        PartialCredit = content.PartialCredit;
    }

    /// <summary>Unique within the quiz and the same in all its versions.</summary>
    public string QuestionId { get; private set; } = null!;

    public string Type { get; private set; } = null!;
    public string Text { get; private set; } = null!;
    public List<string> Options { get; private set; } = [];

    /// <summary>See <see cref="QuestionParts"/>, as is <see cref="Own"/>.</summary>
    public int? CorrectAnswer { get; private set; }
    public string? Own { get; private set; }
    public string? Explanation { get; private set; }
    public int Points { get; private set; }

    /// <summary>What answers earn that are right in part, a word of <see cref="Scoring.Rules.PartialCredits"/>; null: as the quiz has it.</summary>
    public string? PartialCredit { get; private set; }

    /// <summary>What it lacks before a player can be asked it; null when it is complete.</summary>
    public Sentence? Missing() => Parts().Missing(Text);

    /// <summary>The same for another quiz, which gives it an id.</summary>
    internal QuestionContent Content() => new(null, Text, Parts(), Explanation, Points, PartialCredit);

    internal QuestionParts Parts() => new(Type, Options, CorrectAnswer, Own);

    /// <summary>As Results marks it; only where it is complete.</summary>
    /// <param name="quiz">The quiz it is in.</param>
    internal MarkedQuestion Marked(Quiz quiz) =>
        new(QuestionId, Parts().Solution()!, Rules.Of(PartialCredit ?? quiz.PartialCredit, quiz.WrongPenalty), Points, Explanation);

    /// <param name="quiz">The quiz it is in.</param>
    internal PublishedQuestion Published(Quiz quiz) =>
        Parts().Published(QuestionId, Points, Explanation, PartialCredit ?? quiz.PartialCredit, quiz.WrongPenalty);
}
