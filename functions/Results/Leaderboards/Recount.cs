using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// A counting anew of boards and statistics, of everybody or of the players of one quiz, from their results in the order they came in; of everybody, also of
/// all analytics. How far it has got is kept, so that a kill only costs the last slice.
/// </summary>
public sealed class Recount : Document
{
    public const string PartitionValue = "recounts";

    private static readonly TimeSpan LongestLook = 60 * BoardsInUse.Age;
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(10); // by less

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

    /// <summary>Of that of everybody: the <see cref="BoardLayout"/> that is shown, as text; null for a store's first.</summary>
    public string? Layout { get; private set; }

    /// <summary>That in which everybody is counted beside it, to be shown when all are; null where they are counted anew in the one that is shown.</summary>
    public string? NextLayout { get; private set; }

    /// <summary>Since when there may be standings in other layouts, which nobody is shown any more; null when there are none.</summary>
    public DateTimeOffset? DisusedSince { get; private set; }

    public static string IdOf(string? quizId) => quizId is null ? "recount" : $"recount-{quizId}";

    /// <param name="shards">Into how many boards are to be divided; null for as many as they are.</param>
    public void Begin(string cause, DateTimeOffset now, int? shards = null)
    {
        var isDivided = shards is null || !StandingsCounted || Counting.Shards == shards;
        if (Cause == Named(cause) && isDivided && (!Done || DoneIn == Generation))
            return;
        Restart(now, shards);
        Cause = Named(cause);
    }

    /// <summary>From the first result on, in another generation.</summary>
    /// <inheritdoc cref="Begin"/>
    public void Restart(DateTimeOffset now, int? shards = null)
    {
        Reached(DateTimeOffset.MinValue);
        (Done, Generation) = (false, Math.Max(now.UtcTicks, Generation + 1)); // clocks differ

        // What was counted in a layout that is not shown yet is not kept any more while there is another.
        shards ??= Counting.Shards;
        DisusedSince = NextLayout is null ? DisusedSince : now;
        NextLayout = StandingsCounted && BoardLayout.Parse(Layout).Shards != shards ? new BoardLayout(Generation, shards.Value).ToString() : null;
    }

    /// <summary>Whether all that is not counted by then came in after this had begun, so that who is told of it counts it wherever this counts.</summary>
    public bool IsEnough(DateTimeOffset upTo) => upTo.UtcTicks > Generation + ClocksDiffer.Ticks;

    public void Reached(DateTimeOffset upTo) => (UpTo, AnalyticsUpTo) = (upTo, upTo);

    /// <summary>Goes back to where all is counted.</summary>
    public void GoOn() => UpTo = AnalyticsUpTo;

    /// <summary>Boards are those of <see cref="Standings"/> from now on.</summary>
    public void Counted() => StandingsCounted = true;

    public void BeginAudit() => AuditBegun = true;

    public void EndAudit() => AuditBegun = false;

    /// <summary>All is counted, and shown from now on.</summary>
    public void End(DateTimeOffset now)
    {
        (Done, DoneIn) = (true, Generation);
        if (NextLayout is not null)
            (Layout, NextLayout, DisusedSince) = (NextLayout, null, now);
    }

    /// <summary>Whether standings may be there that nobody is shown any more, also by who looked where they are a while ago.</summary>
    public bool HasDisused(DateTimeOffset now) => DisusedSince < now - LongestLook;

    public void RemovedDisused() => DisusedSince = null;

    private BoardLayout Counting => BoardLayout.Parse(NextLayout ?? Layout);

    // A version that knows of none but the first layout takes it for another cause, and counts anew what it shows; so does the next that knows it.
    private string Named(string cause) => Counting == BoardLayout.First ? cause : $"{cause}, {Counting.Shards} shards";
}
