using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace QuizPlatform.Results;

/// <summary>
/// The quizzes that count on boards over all quizzes. Where everybody may write quizzes, a second account can write a hundred trivial ones: a
/// public site ranks only those that its admins have marked.
/// </summary>
public sealed class RankedQuizzes(IOptions<ResultsOptions> options)
{
    private const int AtOnce = 500;

    /// <summary>Whether marks matter.</summary>
    public bool OnlyFeatured => options.Value.RankedQuizzes == ResultsOptions.Featured;

    /// <summary>Tells of the id of each of some quizzes whether it counts. To be read before the standings that are counted by it.</summary>
    public async Task<Func<string, bool>> Read(ResultsDb db, IEnumerable<string> quizIds, CancellationToken cancellation)
    {
        if (!OnlyFeatured)
            return _ => true;
        var featured = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in quizIds.Distinct().Chunk(AtOnce))
        {
            if (some.Length > 2)
                featured.UnionWith(await Ids(Featured(db).Where(q => some.Contains(q.Partition)), cancellation));
            else
            {
                foreach (var quizId in some)
                {
                    if (await db.FindStored<KnownQuiz>(quizId, KnownQuiz.IdOf(quizId), cancellation) is { Featured: true })
                        featured.Add(quizId);
                }
            }
        }

        return featured.Contains;
    }

    /// <summary>Tells it of all quizzes: as many are read as count.</summary>
    public async Task<Func<string, bool>> ReadAll(ResultsDb db, CancellationToken cancellation) => OnlyFeatured
        ? (await Ids(Featured(db), cancellation)).ToHashSet(StringComparer.Ordinal).Contains
        : _ => true;

    private static IQueryable<KnownQuiz> Featured(ResultsDb db)
    {
        var featured = true; // a constant becomes a condition that SQLite enters no index by
        return db.Set<KnownQuiz>().AsNoTracking().Where(q => q.Featured == featured);
    }

    private static Task<List<string>> Ids(IQueryable<KnownQuiz> quizzes, CancellationToken cancellation) =>
        quizzes.Select(q => q.Partition).ToListAsync(cancellation);
}
