using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Begins audits and works them off in slices. Nothing but the <see cref="Audit"/> is changed.</summary>
public sealed class Audits(
    IDbContextFactory<ResultsDb> databases, Recounts recounts, RankedQuizzes ranked, TimeProvider clock, ILogger<Audits> log)
{
    /// <summary>That of now, or the last one; null where none was ever begun.</summary>
    public static ValueTask<Audit?> Latest(ResultsDb db, CancellationToken cancellation) =>
        db.Find<Audit>(Audit.PartitionValue, Audit.IdValue, cancellation);

    /// <summary>One that is under way goes on instead, unless all was counted anew since it began.</summary>
    /// <param name="percent">How many of the players and quizzes to look at, 1 to 100.</param>
    public async Task Begin(int percent, CancellationToken cancellation)
    {
        var recount = await recounts.BeginForRules(cancellation);
        await databases.Repeat(async db =>
        {
            if (await Latest(db, cancellation) is not { } audit)
                db.Add(new Audit(percent, clock.GetUtcNow()));
            else if (audit.EndedAt is not null || audit.BegunAt.UtcTicks < recount.Generation)
                audit.Begin(percent, clock.GetUtcNow());
            await db.SaveChangesAsync(cancellation);
        }, cancellation);
        await Announce(recount => recount.BeginAudit(), cancellation);
    }

    /// <summary>Goes on with what was begun; to be called while nothing is being recounted.</summary>
    /// <param name="until">When no slice is begun any more.</param>
    public async Task Continue(DateTimeOffset until, CancellationToken cancellation)
    {
        AuditScope? scope = null;
        do
        {
            if (!await databases.Repeat(Slice, cancellation))
                return;
        }
        while (clock.GetUtcNow() <= until);

        async Task<bool> Slice(ResultsDb db)
        {
            if (await Latest(db, cancellation) is not { EndedAt: null } audit)
            {
                await Announce(recount => recount.EndAudit(), cancellation);
                db.ChangeTracker.Clear();
                if (await Latest(db, cancellation) is { EndedAt: null }) // begun meanwhile
                    await Announce(recount => recount.BeginAudit(), cancellation);
                return false;
            }

            scope ??= await AuditScope.Read(db, ranked, cancellation);
            var layout = BoardLayout.Shown(await Recounts.OfAll(db, cancellation)); // each time: another one may be shown meanwhile
            var isMore = await new AuditSlice(databases, db, audit, scope, layout, clock, cancellation).Run();
            await db.SaveChangesAsync(cancellation);
            if (audit.EndedAt is not null)
                log.LogInformation(
                    "Audited {Players} players and {Quizzes} quizzes: {Differences} differences", audit.Players, audit.Quizzes, audit.DifferenceCount);
            return isMore || audit.EndedAt is not null; // once more, to take the announcement back
        }
    }

    private Task Announce(Action<Recount> change, CancellationToken cancellation) => databases.Repeat(async db =>
    {
        if (await Recounts.OfAll(db, cancellation) is { } recount)
            change(recount);
        await db.SaveChangesAsync(cancellation);
    }, cancellation);
}

/// <summary>What there is to be audited, read once a run.</summary>
/// <param name="Left">Who has left, as <see cref="Traces.WhoLeft(ResultsDb,CancellationToken)"/> tells.</param>
/// <param name="QuizIds">In their order as text.</param>
internal sealed record AuditScope(Func<string, bool> IsRanked, IReadOnlyDictionary<string, DateTimeOffset?> Left, List<string> QuizIds)
{
    public static async Task<AuditScope> Read(ResultsDb db, RankedQuizzes ranked, CancellationToken cancellation)
    {
        var withKeys = await db.Set<AnswerKey>().Select(k => k.Partition).Distinct().ToListAsync(cancellation);
        var withAnalytics = await db.Set<QuizAnalytics>().Select(a => a.Partition).Distinct().ToListAsync(cancellation);
        var withPlaces = await db.Set<PlaceCounts>().Select(c => c.Partition).ToListAsync(cancellation);
        var quizIds = withKeys.Concat(withAnalytics).Concat(withPlaces.Select(BoardLayout.QuizOf).OfType<string>()).Distinct();
        return new(await ranked.ReadAll(db, cancellation), await db.WhoLeft(cancellation), [.. quizIds.Order(StringComparer.Ordinal)]);
    }
}
