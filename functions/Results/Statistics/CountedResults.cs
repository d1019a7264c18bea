using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// Some of the results of a quiz that its analytics counted and remember no more: those from one time on, up to that of the next such document of their
/// generation. By them a message that comes late is told from one that comes again, at the cost of a small document.
/// </summary>
public sealed class CountedResults : Document
{
    private const int Length = 100; // marks, before the next one begins

    private CountedResults()
    {
    }

    private CountedResults(string quizId, long generation, List<string> marks)
        : base(IdOf(quizId, generation, TimeMark.Read(marks[0])), quizId)
    {
        (Generation, From, Marks) = (generation, TimeMark.Read(marks[0]), marks);
    }

    /// <summary>Of the analytics (<see cref="QuizAnalytics.Generation"/>).</summary>
    public long Generation { get; private set; }
    public DateTimeOffset From { get; private set; }

    /// <summary>Of the results (<see cref="QuizAnalytics.Remembered"/>), in their order.</summary>
    public List<string> Marks { get; private set; } = [];

    private static string IdOf(string quizId, long generation, DateTimeOffset from) =>
        string.Create(CultureInfo.InvariantCulture, $"counted-{quizId}-{generation}-{TimeMark.Of(from)}");

    /// <summary>Keeps what the analytics are forgetting. May be repeated, and done by two at once.</summary>
    internal static async Task Keep(ResultsDb db, QuizAnalytics analytics, CancellationToken cancellation)
    {
        var left = (analytics.Forgetting ?? []).Order(StringComparer.Ordinal).ToList();
        if (left.Count == 0)
            return;
        while (left.Count > 0)
        {
            var last = await At(db, analytics, left[^1], cancellation);
            var some = last is null ? left : left.FindAll(last.IsFrom);
            if (last is null)
                db.Add(new CountedResults(analytics.Partition, analytics.Generation, some));
            else if (last.Take(some) is { Count: > 0 } beyond)
                db.Add(new CountedResults(analytics.Partition, analytics.Generation, beyond));
            left = left[..^some.Count];
        }

        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>All that are kept of analytics of which none were until now.</summary>
    public static IEnumerable<CountedResults> Of(QuizAnalytics analytics, IEnumerable<string> marks) =>
        marks.Order(StringComparer.Ordinal).Chunk(Length).Select(some => new CountedResults(analytics.Partition, analytics.Generation, [.. some]));

    /// <summary>What is kept of the analytics around some marks: these too, where they are.</summary>
    internal static async Task<IReadOnlySet<string>> Around(
        ResultsDb db, QuizAnalytics analytics, IEnumerable<string> marks, CancellationToken cancellation)
    {
        var around = new HashSet<string>(StringComparer.Ordinal);
        var left = marks.Order(StringComparer.Ordinal).ToList();
        while (left.Count > 0 && await At(db, analytics, left[^1], cancellation) is { } last)
        {
            around.UnionWith(last.Marks);
            left.RemoveAll(last.IsFrom);
        }

        return around;
    }

    private static Task<CountedResults?> At(ResultsDb db, QuizAnalytics analytics, string mark, CancellationToken cancellation)
    {
        var (quizId, generation, time) = (analytics.Partition, analytics.Generation, TimeMark.Read(mark));
        return db.Set<CountedResults>().Where(c => c.Partition == quizId && c.Generation == generation && c.From <= time)
            .OrderByDescending(c => c.From).FirstOrDefaultAsync(cancellation);
    }

    private bool IsFrom(string mark) => TimeMark.Read(mark) >= From;

    // Those later than all that are here are left over where these are many already: what the next document begins with never is in this one.
    private List<string> Take(List<string> marks)
    {
        var end = TimeMark.Read(Marks[^1]);
        var fresh = marks.Except(Marks, StringComparer.Ordinal).ToLookup(mark => Marks.Count >= Length && TimeMark.Read(mark) > end);
        if (fresh[false].Any())
            Marks = [.. Marks.Concat(fresh[false]).Order(StringComparer.Ordinal)];
        return [.. fresh[true]];
    }
}
