using System.Globalization;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// One player's standings on the boards of a quiz, or on those over all quizzes: of all time, and of the newest month and week with a counting attempt. They
/// are added up, each attempt once, whatever the order: those counted last are remembered, and where it cannot be told from these whether or how an attempt
/// counts, all of the player's standings are counted anew from the results (<see cref="CountedStandings"/>).
/// </summary>
public sealed class Standings : Document
{
    /// <summary>How many counted attempts are remembered: no message is late by more, unless one is told again.</summary>
    internal const int MaxRemembered = 8;

    private const string OverAll = "all";

    private Standings()
    {
    }

    /// <summary>In a store's first layout.</summary>
    /// <param name="quizId">Null for those over all quizzes.</param>
    public Standings(string? quizId, string userId)
        : this(BoardLayout.First.PartitionOf(quizId, userId), quizId, userId)
    {
    }

    private Standings(string partition, string? quizId, string userId)
        : base(IdOf(quizId, userId), partition)
    {
        UserId = userId;
    }

    public string UserId { get; private set; } = null!;

    /// <summary>Null over all quizzes.</summary>
    public string? QuizId => BoardLayout.QuizOf(Partition);

    /// <summary>The ids of the results counted last.</summary>
    internal IEnumerable<string> RememberedIds => Remembered.Select(text => CountedAttempt.Parse(text).ResultId);

    /// <summary>All that is told of them.</summary>
    internal object Figures => new { All = this["all"], Month = this["month"], Week = this["week"], LastActivity, ByAuthor, ByGuest };

    /// <summary>When the newest counting attempt came in.</summary>
    public DateTimeOffset LastActivity { get; private set; }

    /// <summary>Whether the player wrote the quiz.</summary>
    public bool ByAuthor { get; private set; }

    /// <summary>Whether the player has no account.</summary>
    public bool ByGuest { get; private set; }

    /// <summary>When a standing was last saved otherwise than before.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    // The standings, flat: stores order by what is in the document itself.
    public string? AllKey { get; private set; }
    public double AllTotal { get; private set; }
    public DateTimeOffset AllReachedAt { get; private set; }
    public int AllQuizzes { get; private set; }
    public int AllAttempts { get; private set; }
    public long AllPercentages { get; private set; }
    public int AllBest { get; private set; }
    public string? MonthKey { get; private set; }
    public double MonthTotal { get; private set; }
    public DateTimeOffset MonthReachedAt { get; private set; }
    public int MonthQuizzes { get; private set; }
    public int MonthAttempts { get; private set; }
    public long MonthPercentages { get; private set; }
    public int MonthBest { get; private set; }
    public string? WeekKey { get; private set; }
    public double WeekTotal { get; private set; }
    public DateTimeOffset WeekReachedAt { get; private set; }
    public int WeekQuizzes { get; private set; }
    public int WeekAttempts { get; private set; }
    public long WeekPercentages { get; private set; }
    public int WeekBest { get; private set; }

    /// <summary>The claim that their totals were last changed with (<see cref="PlaceCounts"/>); 0 for none.</summary>
    public long PlacesClaim { get; private set; }

    /// <summary>The generation of counts that they are counted in.</summary>
    public long PlacesGeneration { get; private set; }

    /// <summary>The generation of the last recount that they were counted anew in (<see cref="Recount.Generation"/>); 0 for none.</summary>
    public long RecountedIn { get; private set; }

    /// <summary>The attempts counted last, each a <see cref="CountedAttempt"/> as text.</summary>
    public List<string> Remembered { get; private set; } = [];

    /// <summary>Of attempts submitted up to then it is no longer known which are counted.</summary>
    public DateTimeOffset? ForgottenUpTo { get; private set; }

    /// <summary>The quiz in ids and partitions.</summary>
    public static string NameOf(string? quizId) => quizId ?? OverAll;
    public static string? QuizNamed(string name) => name == OverAll ? null : name;
    public static Standings In(string partition, string userId) => new(partition, BoardLayout.QuizOf(partition), userId);
    public static string IdOf(string? quizId, string userId) => $"standings-{NameOf(quizId)}-{userId}";

    /// <summary>That on the board of all time, of the month or of the week.</summary>
    /// <param name="period"><c>all</c>, <c>month</c> or <c>week</c>.</param>
    public PeriodStanding this[string period]
    {
        get => period switch
        {
            "month" => new(MonthKey, MonthTotal, MonthReachedAt, MonthQuizzes, MonthAttempts, MonthPercentages, MonthBest),
            "week" => new(WeekKey, WeekTotal, WeekReachedAt, WeekQuizzes, WeekAttempts, WeekPercentages, WeekBest),
            _ => new(AllKey, AllTotal, AllReachedAt, AllQuizzes, AllAttempts, AllPercentages, AllBest),
        };
        private set
        {
            if (period == "month")
                (MonthKey, MonthTotal, MonthReachedAt, MonthQuizzes, MonthAttempts, MonthPercentages, MonthBest) = value;
            else if (period == "week")
                (WeekKey, WeekTotal, WeekReachedAt, WeekQuizzes, WeekAttempts, WeekPercentages, WeekBest) = value;
            else
                (AllKey, AllTotal, AllReachedAt, AllQuizzes, AllAttempts, AllPercentages, AllBest) = value;
        }
    }

    /// <summary>The best percentage of what was submitted up to then, as far as what came later is remembered; 0 where nothing was.</summary>
    /// <param name="period">As for the standing.</param>
    public int BestUpTo(DateTimeOffset time, string period) => LastActivity <= time
        ? this[period].Best
        : Remembered.Select(CountedAttempt.Parse).Where(counted => counted.SubmittedAt > time).Select(counted => counted.Before(period) ?? 0)
            .DefaultIfEmpty(this[period].Best).Min();

    /// <summary>Counts an attempt, unless it is counted already.</summary>
    /// <param name="onQuiz">How it counted on its quiz, for the standings over all quizzes; null for those of its quiz.</param>
    /// <returns>How it counted; null where that cannot be told any more, and only counting anew will do.</returns>
    public CountedAttempt? TryCount(Attempt attempt, CountedAttempt? onQuiz, DateTimeOffset now)
    {
        foreach (var text in Remembered)
        {
            if (CountedAttempt.IsOf(text, attempt.PublicId))
                return CountedAttempt.Parse(text);
        }

        if (attempt.SubmittedAt <= ForgottenUpTo || (onQuiz is null && MayHaveBeenFirst(attempt)))
            return null;
        var counted = new CountedAttempt(attempt.SubmittedAt, attempt.PublicId, Count(PeriodOf("all")), Count(PeriodOf("month")), Count(PeriodOf("week")));
        Remember(counted);
        if (attempt.SubmittedAt >= LastActivity)
            (LastActivity, ByAuthor, ByGuest) = (attempt.SubmittedAt, attempt.ByAuthor, attempt.ByGuest);
        ChangedAt = now;
        return counted;

        Period PeriodOf(string name) => Period.Of(name, attempt.SubmittedAt);

        int? Count(Period period)
        {
            var standing = this[period.Name];
            if (string.CompareOrdinal(period.Key, standing.Key) < 0)
                return CountedAttempt.NoGain; // of a month or a week that is over: nobody looks at it any more
            if (period.Key != standing.Key)
                standing = new() { Key = period.Key };
            int? before = standing.Attempts == 0 ? null : standing.Best;
            this[period.Name] = onQuiz is null ? standing.OnQuiz(attempt) : standing.OverAll(attempt, onQuiz.Before(period.Name));
            return before;
        }
    }

    /// <summary>Counts all of the player's attempts on the quiz.</summary>
    /// <param name="attempts">Those that count, oldest first.</param>
    /// <returns>Each with how it counted.</returns>
    public List<(Attempt Attempt, CountedAttempt OnQuiz)> CountAnew(IEnumerable<Attempt> attempts, DateTimeOffset now) =>
        CountAll(attempts.Select(attempt => (attempt, default(CountedAttempt))), now);

    /// <summary>Counts all of the player's attempts for the standings over all quizzes.</summary>
    /// <param name="attempts">Those that count there, oldest first, each with how it counted on its quiz.</param>
    public void CountAnew(IEnumerable<(Attempt Attempt, CountedAttempt OnQuiz)> attempts, DateTimeOffset now) =>
        CountAll(attempts.Select(counted => (counted.Attempt, (CountedAttempt?)counted.OnQuiz)), now);

    internal void Recounted(long generation) => RecountedIn = generation;

    internal void Placed(long claim, long generation) => (PlacesClaim, PlacesGeneration) = (claim, generation);

    /// <summary>Until they are counted anew, nothing can be counted.</summary>
    public void Distrust() => ForgottenUpTo = DateTimeOffset.MaxValue;

    private List<(Attempt Attempt, CountedAttempt Counted)> CountAll(IEnumerable<(Attempt Attempt, CountedAttempt? OnQuiz)> attempts, DateTimeOffset now)
    {
        var (before, changedAt) = (Figures, ChangedAt);
        (this["all"], this["month"], this["week"]) = (default, default, default);
        (LastActivity, ByAuthor, ByGuest) = (default, default, default);
        (Remembered, ForgottenUpTo) = ([], null);
        var counted = new List<(Attempt, CountedAttempt)>();
        var forgotten = default(DateTimeOffset?);
        foreach (var (attempt, onQuiz) in attempts)
        {
            // In their order nothing is too old.
            ForgottenUpTo = null;
            counted.Add((attempt, TryCount(attempt, onQuiz, now)!));
            forgotten = ForgottenUpTo ?? forgotten;
        }

        ForgottenUpTo = forgotten;
        ChangedAt = Figures.Equals(before) ? changedAt : now;
        return counted;
    }

    // When a total was reached depends on the order of the attempts that reached it.
    private bool MayHaveBeenFirst(Attempt attempt) =>
        attempt.SubmittedAt < LastActivity && Period.Of(attempt.SubmittedAt).Any(period =>
            this[period.Name] is var standing && standing.Key == period.Key
            && (attempt.Score >= standing.Total || attempt.Percentage >= standing.Best));

    // All of one moment are forgotten together, so that the moment tells which are gone.
    private void Remember(CountedAttempt counted)
    {
        Remembered = [.. Remembered, counted.ToString()];
        if (Remembered.Count <= MaxRemembered)
            return;
        Remembered.Sort(StringComparer.Ordinal);
        var forgotten = TimeMark.Read(Remembered[Remembered.Count - MaxRemembered - 1]);
        ForgottenUpTo = forgotten;
        Remembered.RemoveAll(text => TimeMark.Read(text) <= forgotten);
    }
}

/// <summary>A player's standing on one board.</summary>
/// <param name="Key">Of the board's period; null where nothing was counted.</param>
/// <param name="Total">
/// On the board of a quiz the most that an attempt scored; over all quizzes the sum of the best percentages on each, so that no quiz is worth more than
/// another.
/// </param>
/// <param name="ReachedAt">When the total was reached; of a total of 0, the first attempt.</param>
/// <param name="Quizzes">Distinct ones that count.</param>
/// <param name="Attempts">That count.</param>
/// <param name="Percentages">Their sum.</param>
/// <param name="Best">The best of the percentages.</param>
public readonly record struct PeriodStanding(
    string? Key, double Total, DateTimeOffset ReachedAt, int Quizzes, int Attempts, long Percentages, int Best)
{
    public PeriodStanding OnQuiz(Attempt attempt) => With(attempt) with
    {
        Total = Math.Max(Total, attempt.Score),
        ReachedAt = Attempts == 0 || attempt.Score > Total ? attempt.SubmittedAt : ReachedAt,
        Quizzes = 1,
    };

    /// <param name="before">The best percentage on the attempt's quiz before it; null where it was the first.</param>
    public PeriodStanding OverAll(Attempt attempt, int? before)
    {
        var gain = Math.Max(0, attempt.Percentage - (before ?? 0));
        return With(attempt) with
        {
            Total = Total + gain,
            ReachedAt = gain == 0
                ? Attempts == 0 || (Total == 0 && attempt.SubmittedAt < ReachedAt) ? attempt.SubmittedAt : ReachedAt
                : Total == 0 || attempt.SubmittedAt > ReachedAt ? attempt.SubmittedAt : ReachedAt,
            Quizzes = Quizzes + (before is null ? 1 : 0),
        };
    }

    private PeriodStanding With(Attempt attempt) => this with
    {
        Attempts = Attempts + 1,
        Percentages = Percentages + attempt.Percentage,
        Best = Math.Max(Best, attempt.Percentage),
    };
}

/// <summary>An attempt that was counted on a quiz, and the best percentage before it, from which its gain for the boards over all quizzes follows.</summary>
/// <param name="All">Of all time; null where it was the first.</param>
/// <param name="Month">Of its month.</param>
/// <param name="Week">Of its week.</param>
public sealed record CountedAttempt(DateTimeOffset SubmittedAt, string ResultId, int? All, int? Month, int? Week)
{
    /// <summary>What no percentage is above.</summary>
    public const int NoGain = 100;

    public int? Before(string period) => period switch { "month" => Month, "week" => Week, _ => All };

    /// <summary>As text, whose order is that of the times.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{TimeMark.Of(SubmittedAt)}{ResultId} {All} {Month} {Week}");

    public static bool IsOf(string text, string resultId) =>
        text.AsSpan(TimeMark.Length).StartsWith(resultId, StringComparison.Ordinal) && text[TimeMark.Length + resultId.Length] == ' ';

    public static CountedAttempt Parse(string text)
    {
        var parts = text.Split(' ');
        return new(TimeMark.Read(text), parts[0][TimeMark.Length..], Number(parts[1]), Number(parts[2]), Number(parts[3]));

        static int? Number(string part) => part.Length == 0 ? null : int.Parse(part, CultureInfo.InvariantCulture);
    }
}
