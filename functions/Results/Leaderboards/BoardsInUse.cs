using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// Which boards are shown: those of <see cref="Standings"/> or, as long as a store of an older version is being counted anew (<see cref="Recounts"/>), those
/// that it had, as they were (<see cref="Standing"/>).
/// </summary>
public sealed class BoardsInUse(IDbContextFactory<ResultsDb> databases, TimeProvider clock)
{
    /// <summary>So much older than what is stored may what is shown be.</summary>
    internal static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private readonly Kept<string, BoardLayout> _shown = new(_ => Read(databases), Age, 1, clock);

    private volatile bool _counted;

    internal IDbContextFactory<ResultsDb> Databases => databases;

    /// <summary>Where the standings are that are shown; results may be counted in others too (<see cref="BoardLayout.Counting"/>).</summary>
    public Task<BoardLayout> Shown(CancellationToken cancellation) => _shown.Get("", cancellation);

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

    private static async Task<BoardLayout> Read(IDbContextFactory<ResultsDb> databases)
    {
        await using var db = await databases.CreateDbContextAsync();
        return BoardLayout.Shown(await Recounts.OfAll(db, CancellationToken.None));
    }
}
