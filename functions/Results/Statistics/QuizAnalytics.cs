using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// What all players together made of a quiz. Added up event by event, because a popular quiz has more results than can be counted anew each time. Each result
/// counts once, and may be taken back once: those counted last are remembered here, and those before them in <see cref="CountedResults"/>. Only where neither
/// tells, in documents older than these, the whole is counted anew from what is stored (<see cref="CountAnew"/>).
/// </summary>
/// <remarks>A recount counts another generation beside these, with what comes in meanwhile, which then takes their place (<see cref="Recounts"/>).</remarks>
public sealed class QuizAnalytics : Document
{
    /// <summary>How many counted results are remembered at most: some 20 KB, which are written with each batch.</summary>
    public const int MaxRemembered = 500;

    /// <summary>How many are remembered in any case. A document costs by its size, so that of a quiz with few players is to be small.</summary>
    internal const int MinRemembered = 20;

    private const string TakenBack = "-";

    // Of the last minutes all, as far as there is room: later than that a message comes once in a while.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);

    private QuizAnalytics()
    {
    }

    public QuizAnalytics(string quizId)
        : base(IdOf(quizId), quizId)
    {
    }

    private QuizAnalytics(string quizId, long generation)
        : base(NextIdOf(quizId), quizId)
    {
        (Generation, IsNext) = (generation, true);
    }

    /// <summary>That of the recount they come from (<see cref="Recount.Generation"/>); 0 for none.</summary>
    public long Generation { get; private set; }

    /// <summary>Whether they are still being recounted, and not to be shown yet.</summary>
    public bool IsNext { get; private set; }

    public int TotalAttempts { get; private set; }
    public long PercentageSum { get; private set; }
    public int HighestScore { get; private set; }
    public int Passes { get; private set; }

    /// <summary>Seconds, over those attempts whose client told.</summary>
    public long TimeSpentSum { get; private set; }
    public int TimedAttempts { get; private set; }

    /// <summary>Attempts by percentage: 0–9, 10–19, … 80–89, 90–100.</summary>
    public List<int> ScoreDistribution { get; private set; } = [.. new int[10]];

    /// <summary>Attempts by percentage, 0 to 100; null in documents older than this field.</summary>
    public List<int>? Percentages { get; private set; }
    public List<QuestionAnalytics> Questions { get; private set; } = [];

    /// <summary>
    /// The results counted last, each as its time (hexadecimal ticks) and id, so that their order as text is their order in time; one that was taken back
    /// once more, with a minus after it.
    /// </summary>
    public List<string> Remembered { get; private set; } = [];

    /// <summary>Those that go over to <see cref="CountedResults"/>, where they must be before the next are counted; null for none.</summary>
    public List<string>? Forgetting { get; private set; }

    /// <summary>Of results submitted up to then it is not remembered which were counted.</summary>
    public DateTimeOffset? ForgottenUpTo { get; private set; }

    /// <summary><see cref="CountedResults"/> tell of those after then; null for of all.</summary>
    public DateTimeOffset? KeptAfter { get; private set; }

    /// <summary>As <see cref="ForgottenUpTo"/>, where that was set with <see cref="CountedResults"/>.</summary>
    public DateTimeOffset? KeptUpTo { get; private set; }

    // Versions older than these fields count and forget without them.
    private bool HasOlder => KeptUpTo != ForgottenUpTo || (TotalAttempts > 0 && Percentages?.Sum() != TotalAttempts);

    private DateTimeOffset? UnknownUpTo => HasOlder ? Later(KeptUpTo, ForgottenUpTo) : KeptAfter;

    public static string IdOf(string quizId) => $"analytics-{quizId}";
    public static string NextIdOf(string quizId) => IdOf(quizId) + "-next";

    /// <summary>Those that a recount is to count.</summary>
    public static QuizAnalytics Next(string quizId, long generation) => new(quizId, generation);

    /// <summary>Of what must be known to count those results what may be among the <see cref="CountedResults"/>.</summary>
    public IEnumerable<string> Unsure(IEnumerable<ResultSubmitted> results)
    {
        var unknownUpTo = UnknownUpTo;
        return results.Where(r => r.SubmittedAt <= ForgottenUpTo && !(r.SubmittedAt <= unknownUpTo)).Select(Mark).Except(Remembered);
    }

    /// <summary>Whether a result counts in them.</summary>
    /// <param name="kept">Those <see cref="CountedResults"/> that tell of <see cref="Unsure"/>.</param>
    internal bool HasCounted(ResultSubmitted result, IReadOnlySet<string> kept)
    {
        return Knows(Mark(result)) && !Knows(Mark(result) + TakenBack);

        bool Knows(string mark) => Remembered.Contains(mark) || Forgetting?.Contains(mark) == true || kept.Contains(mark);
    }

    /// <summary>Counts what was not counted yet, and takes back what was not taken back yet. What is taken back counts no more, whenever it is told.</summary>
    /// <param name="kept">Those <see cref="CountedResults"/> that tell of <see cref="Unsure"/>.</param>
    /// <returns>False when of one nothing tells; then nothing was changed, and only <see cref="CountAnew"/> will do.</returns>
    public bool TryCount(
        IReadOnlyCollection<ResultSubmitted> results, IReadOnlyCollection<ResultSubmitted>? takenBack = null, IReadOnlySet<string>? kept = null)
    {
        takenBack ??= [];
        var unknownUpTo = UnknownUpTo;
        var known = Remembered.Concat(Forgetting ?? []).Concat(kept ?? new HashSet<string>()).ToHashSet(StringComparer.Ordinal);
        if (results.Concat(takenBack).Any(r => r.SubmittedAt <= unknownUpTo && !known.Contains(Mark(r)) && !known.Contains(Mark(r) + TakenBack))
            || (takenBack.Count > 0 && HasOlder))
            return false;

        foreach (var result in takenBack)
        {
            if (!known.Add(Mark(result) + TakenBack))
                continue;
            Remembered.Add(Mark(result) + TakenBack);
            if (known.Contains(Mark(result)))
                Add(result, -1);
        }

        foreach (var result in results)
        {
            if (known.Contains(Mark(result) + TakenBack) || !known.Add(Mark(result)))
                continue;
            Remembered.Add(Mark(result));
            Add(result, +1);
        }

        Forget();
        return true;
    }

    /// <param name="all">Every stored result of the quiz, in any order.</param>
    public void CountAnew(IEnumerable<ResultSubmitted> all)
    {
        var unknownUpTo = ForgottenUpTo;
        Become(new(Partition, Generation));
        foreach (var result in all)
        {
            Remembered.Add(Mark(result));
            Add(result, +1);
        }

        Forget();
        Forgetting = null; // these are more than can be kept
        KeptAfter = KeptUpTo = ForgottenUpTo = Later(unknownUpTo, ForgottenUpTo);
    }

    /// <summary>Takes over what was recounted.</summary>
    public void Become(QuizAnalytics next)
    {
        Generation = next.Generation;
        (TotalAttempts, PercentageSum, HighestScore) = (next.TotalAttempts, next.PercentageSum, next.HighestScore);
        (Passes, TimeSpentSum, TimedAttempts) = (next.Passes, next.TimeSpentSum, next.TimedAttempts);
        (ScoreDistribution, Percentages) = ([.. next.ScoreDistribution], next.Percentages?.ToList());
        Questions = next.Questions.ConvertAll(question => question.Copy());
        (Remembered, Forgetting) = ([.. next.Remembered], next.Forgetting?.ToList());
        (ForgottenUpTo, KeptAfter, KeptUpTo) = (next.ForgottenUpTo, next.KeptAfter, next.KeptUpTo);
    }

    private void Add(ResultSubmitted result, int count)
    {
        if (TotalAttempts == 0)
            Percentages = [.. new int[101]];
        TotalAttempts += count;
        PercentageSum += count * result.Percentage;
        Passes += result.Passed ? count : 0;
        TimeSpentSum += count * (result.TimeSpent ?? 0);
        TimedAttempts += result.TimeSpent is null ? 0 : count;
        ScoreDistribution[Math.Min(result.Percentage / 10, 9)] += count;
        if (Percentages is not null)
            Percentages[result.Percentage] += count;
        HighestScore = count > 0 ? Math.Max(HighestScore, result.Percentage) : Math.Max(0, Percentages!.FindLastIndex(attempts => attempts > 0));
        foreach (var answered in result.Questions)
            Question(answered.QuestionId).Add(answered, count);
    }

    private QuestionAnalytics Question(string questionId)
    {
        if (Questions.Find(q => q.QuestionId == questionId) is { } known)
            return known;
        var question = new QuestionAnalytics(questionId);
        Questions.Add(question);
        return question;
    }

    // Some at a time, as each time costs a document; all of one moment together, so that the moment tells which are gone.
    private void Forget()
    {
        Forgetting = null;
        if (Remembered.Count < 2 * MinRemembered)
            return;
        Remembered.Sort(StringComparer.Ordinal);
        var late = TimeMark.Read(Remembered[^1]) - Late;
        var old = Math.Min(Remembered.Count(mark => TimeMark.Read(mark) < late), Remembered.Count - MinRemembered);
        if (Remembered.Count > MaxRemembered)
            old = Math.Max(old, Remembered.Count - (MaxRemembered / 2)); // in a burst not with each batch
        if (old < MinRemembered)
            return;
        KeptAfter = UnknownUpTo;
        var forgotten = Later(ForgottenUpTo, TimeMark.Read(Remembered[old - 1]));
        KeptUpTo = ForgottenUpTo = forgotten;
        Forgetting = Remembered.FindAll(mark => TimeMark.Read(mark) <= forgotten);
        Remembered = Remembered[Forgetting.Count..];
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other || other is null ? one : other;

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

    internal QuestionAnalytics Copy() => new(QuestionId) { Attempts = Attempts, Correct = Correct, Unanswered = Unanswered, Choices = [.. Choices] };

    /// <param name="count">1, or -1 to take it back.</param>
    public void Add(AnsweredQuestion answered, int count)
    {
        Attempts += count;
        Correct += answered.Correct ? count : 0;
        Unanswered += answered.Choices is null ? count : 0;
        foreach (var choice in answered.Choices ?? [])
        {
            while (Choices.Count <= choice)
                Choices.Add(0);
            Choices[choice] += count;
        }
    }
}
