using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// A counting anew of boards and statistics, of everybody or of the players of one quiz, from their results in the order they came in; of everybody, also of
/// all analytics. How far it has got is kept, so that a kill only costs the last slice.
/// </summary>
public sealed class Recount : Document
{
    public const string PartitionValue = "recounts";

    /// <summary>Of places, until there is a recount of everybody.</summary>
    public const long FirstGeneration = 1;

    private Recount()
    {
    }

    /// <param name="quizId">Null for everybody.</param>
    public Recount(string? quizId, bool standingsCounted = true)
        : base(IdOf(quizId), PartitionValue)
    {
        QuizId = quizId;
        StandingsCounted = standingsCounted;
    }

    public string? QuizId { get; private set; }

    /// <summary>What made it necessary: once it is done, it begins anew only for another cause.</summary>
    public string Cause { get; private set; } = "";

    /// <summary>The players of results that came in before then have been counted.</summary>
    public DateTimeOffset UpTo { get; private set; }

    /// <summary>As <see cref="UpTo"/>, but of all that a recount counts: a version from before analytics were recounted sets that one alone.</summary>
    public DateTimeOffset AnalyticsUpTo { get; private set; }
    public bool Done { get; private set; }

    /// <summary>The generation in which all that a recount counts was done.</summary>
    public long DoneIn { get; private set; }

    /// <summary>Whether everybody's <see cref="Standings"/> have been counted: not so in a store of an older version until this is done once.</summary>
    public bool StandingsCounted { get; private set; }

    /// <summary>Of places (<see cref="PlaceCounts"/>) and analytics (<see cref="QuizAnalytics"/>): another one for each recount of everybody.</summary>
    public long Generation { get; private set; } = FirstGeneration;

    /// <summary>Of that of everybody: whether an <see cref="Audit"/> was begun, so that a look at this tells it.</summary>
    public bool AuditBegun { get; private set; }

    public static string IdOf(string? quizId) => quizId is null ? "recount" : $"recount-{quizId}";

    public void Begin(string cause, DateTimeOffset now)
    {
        if (cause == Cause && (!Done || DoneIn == Generation))
            return;
        Cause = cause;
        Restart(now);
    }

    /// <summary>From the first result on, in another generation.</summary>
    public void Restart(DateTimeOffset now)
    {
        Reached(DateTimeOffset.MinValue);
        (Done, Generation) = (false, Math.Max(now.UtcTicks, Generation + 1)); // clocks differ
    }

    public void Reached(DateTimeOffset upTo) => (UpTo, AnalyticsUpTo) = (upTo, upTo);

    /// <summary>Goes back to where all is counted.</summary>
    public void GoOn() => UpTo = AnalyticsUpTo;

    /// <summary>Boards are those of <see cref="Standings"/> from now on.</summary>
    public void Counted() => StandingsCounted = true;

    public void BeginAudit() => AuditBegun = true;

    public void EndAudit() => AuditBegun = false;

    public void End() => (Done, DoneIn) = (true, Generation);
}
