namespace QuizPlatform.Quizzes;

/// <summary>What a file says of an answer in several places, as the one explanation that a question has here.</summary>
internal sealed class FoundExplanation(FoundItem item)
{
    /// <summary>That it says to everybody what only those were told who had given an answer.</summary>
    public const string OfAnswers = "What is said to single answers is in the explanation.";

    private const int MaxLength = 2_000;

    private readonly HashSet<string> _texts = [];
    private int _length;

    // What is cut anyway is not kept.
    public void Add(string text)
    {
        if (text.Length > 0 && _length <= MaxLength && _texts.Add(text))
            _length += text.Length + 1;
    }

    /// <summary>All of them, each once; null where there is none.</summary>
    public string? Text()
    {
        var all = string.Join('\n', _texts);
        if (all.Length <= MaxLength)
            return all.Length > 0 ? all : null;
        item.Warn($"The explanation is cut after {MaxLength} characters.");
        return all.Cut(MaxLength);
    }
}
