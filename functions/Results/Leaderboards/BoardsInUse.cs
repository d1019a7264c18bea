using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Results;

/// <summary>
/// Which boards are shown: those of <see cref="Standings"/> or, as long as a store of an older version is being counted anew (<see cref="Recounts"/>), those
/// that it had, as they were (<see cref="Standing"/>).
/// </summary>
public sealed class BoardsInUse
{
    private volatile bool _counted;

    /// <summary>Whether everybody's standings are counted, so that who has none has done nothing.</summary>
    public async Task<bool> AreCounted(ResultsDb db, CancellationToken cancellation)
    {
        if (_counted)
            return true;
        var recount = await Recounts.OfAll(db, cancellation);
        return _counted = recount?.StandingsCounted ?? !await AnyOld(db, cancellation);
    }

    public static async Task<bool> AnyOld(ResultsDb db, CancellationToken cancellation) =>
        await db.Set<Standing>().OrderBy(s => s.UserId).Select(s => s.Id).FirstOrDefaultAsync(cancellation) is not null;
}
