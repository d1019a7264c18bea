using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Published quizzes, added up one by one.</summary>
internal sealed class CountedQuizzes
{
    private readonly Dictionary<string, QuizFigures> _quizzes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _categories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _difficulties = new(StringComparer.Ordinal);
    private Figures? _figures;

    public int Count => _quizzes.Count;
    public int Questions { get; private set; }

    /// <summary>Seconds, of those that have a limit.</summary>
    public long TimeLimits { get; private set; }

    /// <summary>How many have a time limit.</summary>
    public int Timed { get; private set; }

    /// <summary>How many there are of each category, by its spelling.</summary>
    public IReadOnlyDictionary<string, int> Categories => _categories;

    public IReadOnlyDictionary<string, int> Difficulties => _difficulties;

    /// <summary>The same ones as long as nothing has changed.</summary>
    public Figures Figures => _figures ??= new(CachedJson.Of(Overview.Of(this)), CachedJson.Of(CategoryList.Of(this)));

    /// <summary>Counts a quiz, once, as it is now.</summary>
    /// <param name="quiz">Null where it is not published.</param>
    public void Set(string id, QuizFigures? quiz)
    {
        if (_quizzes.GetValueOrDefault(id) is var before && before == quiz)
            return;
        _figures = null;
        if (before is not null)
            Add(before, -1);
        if (quiz is null)
            _quizzes.Remove(id);
        else
            Add(_quizzes[id] = quiz, 1);
    }

    private void Add(QuizFigures quiz, int count)
    {
        Add(_categories, quiz.Category, count);
        Add(_difficulties, quiz.Difficulty, count);
        Questions += count * quiz.QuestionCount;
        TimeLimits += count * (quiz.TimeLimit ?? 0);
        Timed += quiz.TimeLimit is null ? 0 : count;
    }

    private static void Add(Dictionary<string, int> counts, string key, int count)
    {
        if ((counts[key] = counts.GetValueOrDefault(key) + count) == 0)
            counts.Remove(key);
    }
}

/// <summary>What is counted of a quiz.</summary>
/// <param name="TimeLimit">Seconds; null: none.</param>
internal sealed record QuizFigures(string Category, string Difficulty, int QuestionCount, int? TimeLimit);

/// <summary>The answers that tell them.</summary>
public sealed record Figures(CachedJson Overview, CachedJson Categories);
