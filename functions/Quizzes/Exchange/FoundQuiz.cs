using System.Text.Json;

namespace QuizPlatform.Quizzes;

/// <summary>What a reader finds in a file.</summary>
public sealed class FoundQuiz
{
    private const int MaxMessages = 100; // more say nothing new

    private readonly List<Told> _messages = [];

    /// <summary>What the file says of the quiz itself, without questions; no time limit where it says none.</summary>
    public QuizRequest Quiz { get; set; } = new(TimeLimit: null);

    /// <summary>Read while they are asked for: what is wrong with the first is known before the last is read.</summary>
    public IEnumerable<FoundItem> Items { get; set; } = [];

    /// <summary>What belongs to no question.</summary>
    public IReadOnlyList<Told> Messages => _messages;

    public void Warn(int? line, Sentence sentence)
    {
        if (_messages.Count < MaxMessages)
            _messages.Add(new(line, sentence));
    }
}

/// <summary>A question in a file, or what should have been one.</summary>
/// <param name="line">Where it begins; null where there are no lines.</param>
public sealed class FoundItem(int? line)
{
    private const int MaxMessages = 100;

    private readonly List<Told> _warnings = [], _errors = [];

    public int? Line => line;

    /// <summary>As far as it is known.</summary>
    public QuestionRequest Question { get; set; } = new();

    /// <summary>What is told of it although it is taken.</summary>
    public IReadOnlyList<Told> Warnings => _warnings;

    /// <summary>Why it is not taken.</summary>
    public IReadOnlyList<Told> Errors => _errors;

    public bool IsRefused => _errors.Count > 0;

    public void Warn(Sentence sentence, int? at = null) => Add(_warnings, sentence, at);

    public void Refuse(Sentence sentence, int? at = null) => Add(_errors, sentence, at);

    /// <summary>What is to be marked by a person.</summary>
    public QuestionRequest RefuseEssay()
    {
        Refuse("Essays cannot be taken yet.");
        return new(Type: "essay");
    }

    /// <summary>A right answer, as requests have it.</summary>
    public static JsonElement Right<T>(T answer) => JsonSerializer.SerializeToElement(answer);

    private void Add(List<Told> to, Sentence sentence, int? at)
    {
        if (to.Count < MaxMessages && !to.Exists(told => told.Sentence.Equals(sentence)))
            to.Add(new(at ?? line, sentence));
    }
}
