using QuizPlatform.Contracts;

namespace QuizPlatform.Quizzes;

/// <summary>A question inside a quiz. In a draft it may be unfinished.</summary>
public sealed class Question
{
    /// <summary>The first is the default.</summary>
    public static readonly IReadOnlyList<string> Types = ["single"];

    private Question()
    {
    }

    internal Question(string questionId, QuestionContent content)
    {
        QuestionId = questionId;
        Type = content.Type;
        Text = content.Question;
        Options = [.. content.Options];
        CorrectAnswer = content.CorrectAnswer;
        Explanation = content.Explanation;
        Points = content.Points;
    }

    /// <summary>Unique within the quiz and the same in all its versions.</summary>
    public string QuestionId { get; private set; } = null!;

    public string Type { get; private set; } = null!;
    public string Text { get; private set; } = null!;
    public List<string> Options { get; private set; } = [];
    public int? CorrectAnswer { get; private set; }
    public string? Explanation { get; private set; }
    public int Points { get; private set; }

    /// <summary>What it lacks before a player can be asked it; null when it is complete.</summary>
    public string? Missing() => this switch
    {
        { Text.Length: 0 } => "its text",
        { Options.Count: < QuizContent.MinOptions } => "at least two options",
        { CorrectAnswer: null } => "its correct answer",
        _ => null,
    };

    internal PublishedQuestion Published() => new(QuestionId, Options.Count, CorrectAnswer!.Value, Points, Explanation);
}
