using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// A comparison of what is kept of boards, places, statistics and analytics with what the results say: of everybody or of some. How far it has got is kept, so
/// that a kill only costs the last slice.
/// </summary>
/// <remarks>
/// While people play, what is kept is always a moment behind. So where something differs it is looked at again later, and told if it then differs in the same
/// way, or still does after some looks.
/// </remarks>
public sealed class Audit : Document
{
    public const string IdValue = "audit";
    public const string PartitionValue = "recounts";

    /// <summary>How many differences are named; the others are counted.</summary>
    internal const int MaxNamed = 100;

    private const int MaxLooks = 4;
    private const int MaxSuspects = 500;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    private Audit()
    {
    }

    public Audit(int percent, DateTimeOffset now)
        : base(IdValue, PartitionValue) => Begin(percent, now);

    /// <summary>How many of the players and quizzes are looked at, 1 to 100.</summary>
    public int Percent { get; private set; }
    public DateTimeOffset BegunAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The players of results that came in before then were looked at; null when all were.</summary>
    public DateTimeOffset? PlayersUpTo { get; private set; }

    /// <summary>Quizzes up to that id were looked at, and are in the order of their ids.</summary>
    public string QuizzesUpTo { get; private set; } = "";

    /// <summary>Whether all players and quizzes were looked at once.</summary>
    public bool AllLookedAt { get; private set; }

    /// <summary>The quiz whose results are being added up, a <see cref="QuizSum"/> as JSON; null for none.</summary>
    public string? Sum { get; private set; }

    /// <summary>How many were looked at.</summary>
    public int Players { get; private set; }

    /// <inheritdoc cref="Players"/>
    public int Quizzes { get; private set; }

    /// <summary>Of how many boards the players were too many for a comparison of places.</summary>
    public int PlacesSkipped { get; private set; }

    public int DifferenceCount { get; private set; }
    public List<AuditDifference> Differences { get; private set; } = [];

    /// <summary>What is to be looked at again, each a <see cref="Suspect"/> as JSON.</summary>
    public List<string> Suspects { get; private set; } = [];

    /// <summary>From the start on, others than before where these are some only.</summary>
    public void Begin(int percent, DateTimeOffset now)
    {
        (Percent, BegunAt, EndedAt) = (percent, now, null);
        (PlayersUpTo, QuizzesUpTo, AllLookedAt, Sum) = (DateTimeOffset.MinValue, "", false, null);
        (Players, Quizzes, PlacesSkipped) = (0, 0, 0);
        (DifferenceCount, Differences, Suspects) = (0, [], []);
    }

    /// <summary>Whether that player or quiz is among those that are looked at.</summary>
    internal bool IsIn(string id) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{BegunAt.UtcTicks} {id}"))) % 100 < Percent;

    /// <param name="upTo">Null when there are no more.</param>
    internal void LookedAtPlayers(int count, DateTimeOffset? upTo) => (Players, PlayersUpTo) = (Players + count, upTo);

    internal void LookedAtQuiz(string quizId) => (Quizzes, QuizzesUpTo) = (Quizzes + 1, quizId);

    internal void SkippedPlaces() => PlacesSkipped++;

    internal void LookedAtAll() => AllLookedAt = true;

    internal QuizSum? ReadSum() => Sum is null ? null : JsonSerializer.Deserialize<QuizSum>(Sum);

    internal void Keep(QuizSum? sum) => Sum = sum is null ? null : JsonSerializer.Serialize(sum);

    /// <summary>The one to be looked at again first.</summary>
    internal Suspect? NextSuspect() => Suspects.Count == 0 ? null : JsonSerializer.Deserialize<Suspect>(Suspects[0]);

    /// <summary>Keeps what a look has found.</summary>
    internal void Found(AuditSubject subject, IReadOnlyList<AuditDifference> differences, DateTimeOffset now)
    {
        var before = Suspects.Select(text => JsonSerializer.Deserialize<Suspect>(text)!).FirstOrDefault(suspect => suspect.Subject == subject);
        if (before?.LookAt > now)
            return; // come by once more
        if (before is not null)
            Suspects = [.. Suspects.Where(text => text != JsonSerializer.Serialize(before))];
        if (differences.Count == 0)
            return;

        var suspect = new Suspect(subject, 1 + (before?.Looks ?? 0), PublicId.Of(JsonSerializer.Serialize(differences)), now + BetweenLooks);
        if (suspect.Found == before?.Found || suspect.Looks >= MaxLooks || Suspects.Count >= MaxSuspects)
            Tell(differences);
        else
            Suspects = [.. Suspects, JsonSerializer.Serialize(suspect)];
    }

    internal void End(DateTimeOffset now) => EndedAt = now;

    private void Tell(IReadOnlyList<AuditDifference> differences)
    {
        DifferenceCount += differences.Count;
        Differences = [.. Differences, .. differences.Take(MaxNamed - Differences.Count)];
    }
}

/// <summary>Where what is kept differs from what the results say.</summary>
/// <param name="What"><c>board</c>, <c>places</c>, <c>statistics</c> or <c>analytics</c>.</param>
/// <param name="QuizId">Whose board, places or analytics; null over all quizzes, and of statistics.</param>
/// <param name="UserId">Whose standing or statistics; null of places and analytics.</param>
/// <param name="Figure">The field, as <c>month.total</c>; of places, the board and who is counted.</param>
/// <param name="Expected">What the results say; of places, what the standings say.</param>
public sealed record AuditDifference(string What, string? QuizId, string? UserId, string Figure, string Kept, string Expected);

/// <summary>What is looked at as a whole.</summary>
/// <param name="What"><c>player</c>, <c>analytics</c> or <c>places</c>.</param>
/// <param name="Id">The player's or quiz's; null of places over all quizzes.</param>
internal sealed record AuditSubject(string What, string? Id);

/// <param name="Looks">How often it was looked at.</param>
/// <param name="Found">Made of what the last look has found.</param>
/// <param name="LookAt">Not before then again.</param>
internal sealed record Suspect(AuditSubject Subject, int Looks, string Found, DateTimeOffset LookAt);
