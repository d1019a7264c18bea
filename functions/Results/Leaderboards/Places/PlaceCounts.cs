using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// How many have which total on the boards of a quiz, or on those over all quizzes: by it places are told, and how many are on a board, whatever their number.
/// Where there are shards (<see cref="BoardLayout"/>), each has its own, and a place is told by all of them. What changed last is counted in this document,
/// the rest in <see cref="PlaceNode"/>s.
/// </summary>
/// <remarks>
/// Only one document is saved whole, so a change of totals is claimed here before the standings are saved with the claim's number, and counted for good when
/// they are seen to have it. Whoever finds a claim that was open for long saves those standings under a new one, after which the writer of the old one cannot.
/// </remarks>
public sealed class PlaceCounts : Document
{
    private const int MaxUnfolded = 128; // totals, of all periods
    private const string Empty = "";
    private const int MaxReplaced = 200;
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private List<PlaceClaim>? _claims;
    private TotalCounts[]? _counts;

    private PlaceCounts()
    {
    }

    /// <param name="partition">Of the standings that it counts.</param>
    public PlaceCounts(string partition, long generation, bool whole)
        : base(IdOf(BoardLayout.QuizOf(partition)), partition)
    {
        (Generation, Whole) = (generation, whole);
    }

    /// <summary>Null over all quizzes.</summary>
    public string? QuizId => BoardLayout.QuizOf(Partition);

    /// <summary>Only standings of this generation are counted (<see cref="Standings.PlacesGeneration"/>).</summary>
    public long Generation { get; private set; }

    /// <summary>Whether everybody is counted.</summary>
    public bool Whole { get; private set; }

    /// <summary>Of the newest claim.</summary>
    public long Number { get; private set; }

    /// <summary>Of the newest fold, which brings what is in <see cref="Folding"/> into nodes.</summary>
    public long Fold { get; private set; }

    /// <summary>Open ones, at most one of each player, each a <see cref="PlaceClaim"/> as text.</summary>
    public List<string> Claims { get; private set; } = [];

    /// <summary>
    /// The newest numbers of claims that were replaced where there were no standings: those of a slow writer may come yet with such a number, and are not
    /// counted.
    /// </summary>
    public List<long> Replaced { get; private set; } = [];

    /// <summary>What is in no node yet, of each of <see cref="Period.Names"/>, as text (<see cref="TotalCounts"/>).</summary>
    public List<string> Counts { get; private set; } = [Empty, Empty, Empty];

    /// <summary>What may be in some nodes already, as <see cref="Counts"/>.</summary>
    public List<string> Folding { get; private set; } = [Empty, Empty, Empty];

    internal bool IsFolding => Folding.Any(text => text != Empty);

    internal List<PlaceClaim> OpenClaims => _claims ??= Claims.ConvertAll(PlaceClaim.Parse);

    private TotalCounts[] Unfolded => _counts ??= [.. Counts.Select(TotalCounts.Parse)];

    public static string IdOf(string? quizId) => $"places-{Standings.NameOf(quizId)}";

    internal static bool IsLongOpen(PlaceClaim claim, DateTimeOffset now) => claim.At < now - Long;

    /// <summary>What is counted of standings for which no claim is open.</summary>
    internal PlaceTotals CountedOf(Standings standings) =>
        standings.PlacesGeneration == Generation && !Replaced.Contains(standings.PlacesClaim) ? PlaceTotals.Of(standings) : PlaceTotals.None;

    internal PlaceClaim? OpenClaimOf(string userId) => OpenClaims.Find(claim => claim.UserId == userId);

    /// <summary>What is in no node, of each of <see cref="Period.Names"/>, claimed changes as if they were saved.</summary>
    internal TotalCounts[] AllUnfolded()
    {
        var counts = Counts.Select(TotalCounts.Parse).ToArray();
        OpenClaims.ForEach(claim => claim.AddTo(counts));
        return counts;
    }

    /// <summary>Claims a change. It replaces one of the player's that is still open: what is counted for them is what that one says.</summary>
    /// <param name="counted">What is counted for the player where none is open.</param>
    /// <param name="isNew">Whether there are no standings yet.</param>
    /// <returns>The number to save the standings with.</returns>
    internal long Claim(string userId, PlaceTotals counted, PlaceTotals to, bool isNew, DateTimeOffset now)
    {
        var replaced = OpenClaimOf(userId);
        if (replaced is not null && isNew)
            Replaced = [.. Replaced.TakeLast(MaxReplaced - 1), replaced.Number];
        OpenClaims.RemoveAll(claim => claim == replaced);
        OpenClaims.Add(new(++Number, now, userId, replaced?.From ?? counted, to));
        return Number;
    }

    /// <summary>Counts a change whose standings are saved.</summary>
    internal void Close(PlaceClaim claim)
    {
        OpenClaims.Remove(claim);
        claim.AddTo(Unfolded);
    }

    /// <summary>
    /// Readies what was claimed and closed for a save. A fold that was begun ends, so all nodes must have it; where there is much, one begins.
    /// </summary>
    internal void Keep()
    {
        Claims = [.. OpenClaims.Select(claim => claim.ToString())];
        Counts = [.. Unfolded.Select(period => period.ToString())];
        Folding = [Empty, Empty, Empty];
        if (Unfolded.Sum(period => period.Length) > MaxUnfolded)
            FoldAll();
    }

    internal void FoldAll()
    {
        (Folding, Counts, _counts) = (Counts, [Empty, Empty, Empty], null);
        Fold++;
    }

    /// <summary>Begins anew: nobody is counted.</summary>
    internal void Restart(long generation)
    {
        (Generation, Whole, Fold) = (generation, false, 0);
        (Claims, Counts, Folding) = ([], [Empty, Empty, Empty], [Empty, Empty, Empty]);
    }

    internal void Complete() => Whole = true;

    /// <summary>Counts standings at once, before they are saved for the first time.</summary>
    internal void CountFirst(Standings standings)
    {
        PlaceTotals.Of(standings).AddTo(Unfolded, +1);
        standings.Placed(0, Generation);
    }
}
