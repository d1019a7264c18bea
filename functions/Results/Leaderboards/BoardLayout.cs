using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace QuizPlatform.Results;

/// <summary>
/// In which partitions the standings of boards are, with the counts of these: those on the boards of a quiz, and those over all quizzes, in some shards each,
/// by player. A store that comes to have another number of them gets another layout beside the one that is shown (<see cref="Recount"/>).
/// </summary>
/// <param name="Generation">Of the recount that made it; 0 for the first one of a store.</param>
public sealed record BoardLayout(long Generation, int Shards)
{
    private const string Prefix = "standings-";
    private const char Separator = '.';

    /// <summary>Every store begins with one shard.</summary>
    public static readonly BoardLayout First = new(0, 1);

    /// <param name="quizId">Null over all quizzes.</param>
    public string PartitionOf(string? quizId, string userId) => Partition(quizId, ShardOf(userId));

    /// <summary>Those of all shards.</summary>
    /// <inheritdoc cref="PartitionOf"/>
    public IEnumerable<string> PartitionsOf(string? quizId) => Enumerable.Range(0, Shards).Select(shard => Partition(quizId, shard));

    /// <summary>Whether a partition of standings is one of its own.</summary>
    public bool Has(string partition) => partition.Split(Separator) is [_, var generation, _]
        ? generation == Text(Generation)
        : this == First;

    /// <summary>The quiz of whose boards it is; null over all quizzes.</summary>
    public static string? QuizOf(string partition) => Standings.QuizNamed(partition[Prefix.Length..].Split(Separator)[0]);

    /// <param name="recount">That of everybody; null where none was ever begun.</param>
    public static BoardLayout Shown(Recount? recount) => Parse(recount?.Layout);

    /// <summary>
    /// Those that results are counted in: that which is shown, last another one while a recount counts everybody there. To be read after the results are
    /// stored: then either they are counted there too, or the recount, which has not begun, will find them.
    /// </summary>
    /// <inheritdoc cref="Shown"/>
    public static IReadOnlyList<BoardLayout> Counting(Recount? recount) =>
        recount?.NextLayout is { } next ? [Shown(recount), Parse(next)] : [Shown(recount)];

    /// <summary>As text, which <see cref="Parse"/> reads.</summary>
    public override string ToString() => $"{Text(Generation)}{Separator}{Text(Shards)}";

    /// <param name="text">Null for the first.</param>
    internal static BoardLayout Parse(string? text) => text?.Split(Separator) is [var generation, var shards]
        ? new(long.Parse(generation, CultureInfo.InvariantCulture), int.Parse(shards, CultureInfo.InvariantCulture))
        : First;

    private string Partition(string? quizId, int shard) =>
        this == First ? Prefix + Standings.NameOf(quizId) : $"{Prefix}{Standings.NameOf(quizId)}{Separator}{Text(Generation)}{Separator}{Text(shard)}";

    private int ShardOf(string userId) => Shards == 1
        ? 0
        : (int)(BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(userId))) % (uint)Shards);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
