using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// What all players together made of a quiz. Added up event by event, because a popular quiz has more results than can be counted anew
/// each time. Each result counts once: the ids counted last are remembered, and a result older than those, which may or may not
/// have been counted before, makes the whole be counted anew from what is stored (<see cref="CountAnew"/>).
/// </summary>
public sealed class QuizAnalytics : Document
{
    /// <summary>How many counted results are remembered at most: some 100 KB, far below Cosmos's 2 MB per document.</summary>
    public const int MaxRemembered = 2_000;

    /// <summary>How many are remembered in any case. A document costs by its size, so that of a quiz with few players is to be small.</summary>
    internal const int MinRemembered = 20;

    // Of the last minutes all, as far as there is room: later than that a message comes once in a while.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    private QuizAnalytics()
    {
    }

    public QuizAnalytics(string quizId)
        : base(IdOf(quizId), quizId)
    {
    }

    public int TotalAttempts { get; private set; }
    public long PercentageSum { get; private set; }
    public int HighestScore { get; private set; }
    public int Passes { get; private set; }

    /// <summary>Seconds, over those attempts whose client told.</summary>
    public long TimeSpentSum { get; private set; }
    public int TimedAttempts { get; private set; }

    /// <summary>Attempts by percentage: 0–9, 10–19, … 80–89, 90–100.</summary>
    public List<int> ScoreDistribution { get; private set; } = [.. new int[10]];
    public List<QuestionAnalytics> Questions { get; private set; } = [];

    /// <summary>The results counted last, each as its time (hexadecimal ticks) and id, so that their order as text is their order in time.</summary>
    public List<string> Remembered { get; private set; } = [];

    /// <summary>Of results submitted up to then it is no longer known which were counted.</summary>
    public DateTimeOffset? ForgottenUpTo { get; private set; }

    public static string IdOf(string quizId) => $"analytics-{quizId}";

    /// <summary>Counts what was not counted yet.</summary>
    /// <returns>False when one is too old to tell; then nothing was changed, and only <see cref="CountAnew"/> will do.</returns>
    public bool TryCount(IReadOnlyCollection<ResultSubmitted> results)
    {
        if (results.Any(r => r.SubmittedAt <= ForgottenUpTo))
            return false;
        var remembered = Remembered.ToHashSet(StringComparer.Ordinal);
        foreach (var result in results)
        {
            if (remembered.Add(Mark(result)))
                Add(result);
        }

        Forget();
        return true;
    }

    /// <param name="all">Every stored result of the quiz, in any order.</param>
    public void CountAnew(IEnumerable<ResultSubmitted> all)
    {
        (TotalAttempts, PercentageSum, HighestScore, Passes, TimeSpentSum, TimedAttempts) = (0, 0, 0, 0, 0, 0);
        ScoreDistribution = [.. new int[10]];
        Questions = [];
        Remembered = [];
        ForgottenUpTo = null;
        foreach (var result in all)
            Add(result);
        Forget();
    }

    private void Add(ResultSubmitted result)
    {
        Remembered.Add(Mark(result));
        TotalAttempts++;
        PercentageSum += result.Percentage;
        HighestScore = Math.Max(HighestScore, result.Percentage);
        Passes += result.Passed ? 1 : 0;
        TimeSpentSum += result.TimeSpent ?? 0;
        TimedAttempts += result.TimeSpent is null ? 0 : 1;
        ScoreDistribution[Math.Min(result.Percentage / 10, 9)]++;
        foreach (var answered in result.Questions)
            Question(answered.QuestionId).Add(answered);
    }

    private QuestionAnalytics Question(string questionId)
    {
        if (Questions.Find(q => q.QuestionId == questionId) is { } known)
            return known;
        var question = new QuestionAnalytics(questionId);
        Questions.Add(question);
        return question;
    }

    // All of one moment together, so that the moment tells which are gone.
    private void Forget()
    {
        if (Remembered.Count <= MinRemembered)
            return;
        Remembered.Sort(StringComparer.Ordinal);
        var late = TimeMark.Read(Remembered[^1]) - Late;
        var old = Math.Min(Remembered.Count(mark => TimeMark.Read(mark) < late), Remembered.Count - MinRemembered);
        if (Remembered.Count > MaxRemembered)
            old = Math.Max(old, Remembered.Count - (MaxRemembered / 2)); // half at a time: in a burst not with each batch
        if (old == 0)
            return;
        var forgotten = TimeMark.Read(Remembered[old - 1]);
        ForgottenUpTo = forgotten;
        Remembered.RemoveAll(mark => TimeMark.Read(mark) <= forgotten);
    }

    // One that an account keeps is the guest's: it counts once, whichever of the two is told first.
    private static string Mark(ResultSubmitted result) => TimeMark.Of(result.SubmittedAt) + (result.KeptFrom ?? result.ResultId);
}

public sealed class QuestionAnalytics(string questionId)
{
    public string QuestionId { get; private set; } = questionId;

    /// <summary>How often it was put to a player.</summary>
    public int Attempts { get; private set; }
    public int Correct { get; private set; }
    public int Unanswered { get; private set; }

    /// <summary>How often each option was chosen, by index; options never chosen may be missing at the end.</summary>
    public List<int> Choices { get; private set; } = [];

    public void Add(AnsweredQuestion answered)
    {
        Attempts++;
        Correct += answered.Correct ? 1 : 0;
        if (answered.Answer is not { } choice)
        {
            Unanswered++;
            return;
        }

        while (Choices.Count <= choice)
            Choices.Add(0);
        Choices[choice]++;
    }
}
