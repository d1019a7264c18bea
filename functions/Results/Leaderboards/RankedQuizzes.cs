using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace QuizPlatform.Results;

/// <summary>
/// The quizzes that count on boards over all quizzes. Where everybody may write quizzes, a second account can write a hundred trivial ones: a
/// public site ranks only those that its admins have marked.
/// </summary>
public sealed class RankedQuizzes(IOptions<ResultsOptions> options)
{
    /// <summary>Whether marks matter.</summary>
    public bool OnlyFeatured => options.Value.RankedQuizzes == ResultsOptions.Featured;

    /// <summary>Tells of a quiz's id whether it counts. To be read before the attempts that are counted by it.</summary>
    public async Task<Func<string, bool>> Read(ResultsDb db, CancellationToken cancellation)
    {
        if (!OnlyFeatured)
            return _ => true;
        var featured = await db.Set<KnownQuiz>().AsNoTracking().Where(q => q.Featured).Select(q => q.Partition).ToListAsync(cancellation);
        return featured.ToHashSet(StringComparer.Ordinal).Contains;
    }
}
