using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// Saves standings in one partition, so that places follow, whoever is killed, slow or quicker meanwhile. There is no other way to save them
/// (<see cref="PlaceCounts"/>).
/// </summary>
internal sealed class PlacedShard(IDbContextFactory<ResultsDb> databases, string partition, TimeProvider clock)
{
    private const int PartLength = 8; // on Cosmos saved one after the other; the parts at once

    private readonly string? _quizId = BoardLayout.QuizOf(partition);

    /// <summary>Changes the standings of some players.</summary>
    /// <param name="change">Is given those of each player, new ones where there are none; again where a save lost a race.</param>
    public Task Change(IReadOnlyCollection<string> userIds, Func<Standings, Outcome> change, CancellationToken cancellation) =>
        databases.Repeat(async db =>
        {
            var parts = new List<ResultsDb>();
            try
            {
                await Try(db, userIds.ToHashSet(StringComparer.Ordinal), change, parts, cancellation);
            }
            finally
            {
                foreach (var part in parts)
                    await part.DisposeAsync();
            }
        }, cancellation);

    // The counts are read before the standings: who changes these in between has claimed it before, so that our own save of the counts is refused.
    private async Task Try(
        ResultsDb db, HashSet<string> userIds, Func<Standings, Outcome> change, List<ResultsDb> parts, CancellationToken cancellation)
    {
        var counts = await Counts(db, cancellation);
        var toSave = counts.IsFolding;
        if (counts.IsFolding)
            await databases.Repeat(fresh => PlaceNode.Take(fresh, counts, cancellation), cancellation);

        var now = clock.GetUtcNow();
        // Whose claims have been open for long, their standings are saved as they are or, where the person has gone, removed.
        var open = await CloseSaved(db, counts, userIds, now, cancellation);
        var left = open.Count == 0 ? null : await db.WhoLeft(open, cancellation);
        foreach (var some in userIds.Concat(open).Chunk(PartLength))
        {
            var part = await databases.CreateDbContextAsync(cancellation);
            parts.Add(part);
            foreach (var standings in await Find(part, some, cancellation))
                toSave |= Claim(part, standings, ChangeOf(standings.UserId), counts, now);
        }

        // New counts come before any standings: they are whole where there are none.
        var isFirst = db.Entry(counts).State == EntityState.Added && parts.Exists(part => part.ChangeTracker.HasChanges());
        if (toSave || isFirst)
        {
            counts.Keep();
            await db.SaveChangesAsync(cancellation);
        }

        await Task.WhenAll(parts.Select(part => part.SaveChangesAsync(cancellation)));

        Func<Standings, Outcome> ChangeOf(string userId) =>
            userIds.Contains(userId) ? change : left!.ContainsKey(userId) ? _ => Outcome.Remove : _ => Outcome.Save;
    }

    private async Task<PlaceCounts> Counts(ResultsDb db, CancellationToken cancellation)
    {
        if (await db.Find<PlaceCounts>(partition, PlaceCounts.IdOf(_quizId), cancellation) is { } found)
            return found;
        var recount = await Recounts.OfAll(db, cancellation);
        var first = await db.Standings.Where(s => s.Partition == partition).OrderBy(s => s.UserId).Select(s => s.Id).FirstOrDefaultAsync(cancellation);
        return db.Add(new PlaceCounts(partition, Math.Max(recount?.Generation ?? 0, Recount.FirstGeneration), whole: first is null)).Entity;
    }

    // Returns those whose claims have been open for long.
    private async Task<List<string>> CloseSaved(
        ResultsDb db, PlaceCounts counts, HashSet<string> userIds, DateTimeOffset now, CancellationToken cancellation)
    {
        var open = counts.OpenClaims.FindAll(claim => !userIds.Contains(claim.UserId));
        var claimed = await Claims(db, open.ConvertAll(claim => claim.UserId), cancellation);
        var saved = open.FindAll(claim => claimed.TryGetValue(claim.UserId, out var number)
            ? number == claim.Number
            : claim.To == PlaceTotals.None && PlaceCounts.IsLongOpen(claim, now));
        saved.ForEach(counts.Close);
        return [.. open.Except(saved).Where(claim => PlaceCounts.IsLongOpen(claim, now)).Select(claim => claim.UserId)];
    }

    // The claims that the players' standings were saved with; without those who have none.
    private async Task<Dictionary<string, long>> Claims(ResultsDb db, List<string> userIds, CancellationToken cancellation)
    {
        var ids = userIds.ConvertAll(userId => Standings.IdOf(_quizId, userId));
        var claims = new Dictionary<string, long>(StringComparer.Ordinal);
        if (ids.Count > 2)
            return await db.Standings.AsNoTracking().Where(s => s.Partition == partition && ids.Contains(s.Id)).Select(s => new { s.UserId, s.PlacesClaim })
                .ToDictionaryAsync(s => s.UserId, s => s.PlacesClaim, cancellation);
        foreach (var id in ids)
        {
            if (await db.FindStored<Standings>(partition, id, cancellation) is { } standings)
                claims[standings.UserId] = standings.PlacesClaim;
        }

        return claims;
    }

    private async Task<List<Standings>> Find(ResultsDb db, string[] userIds, CancellationToken cancellation)
    {
        var ids = userIds.Select(userId => Standings.IdOf(_quizId, userId)).ToList();
        var found = new List<Standings>();
        if (ids.Count > 2)
            found = await db.Standings.Where(s => s.Partition == partition && ids.Contains(s.Id)).ToListAsync(cancellation);
        else
        {
            foreach (var id in ids)
            {
                if (await db.Find<Standings>(partition, id, cancellation) is { } standings)
                    found.Add(standings);
            }
        }

        var there = found.Select(s => s.UserId).ToHashSet(StringComparer.Ordinal);
        return [.. found, .. userIds.Where(userId => !there.Contains(userId)).Select(userId => db.Add(Standings.In(partition, userId)).Entity)];
    }

    // Returns whether a change was claimed.
    private static bool Claim(ResultsDb db, Standings standings, Func<Standings, Outcome> change, PlaceCounts counts, DateTimeOffset now)
    {
        var entry = db.Entry(standings);
        var isNew = entry.State == EntityState.Added;
        var counted = counts.CountedOf(standings);
        var open = counts.OpenClaimOf(standings.UserId);
        if (open is not null && !isNew && open.Number == standings.PlacesClaim)
        {
            counts.Close(open);
            open = null;
        }

        var outcome = change(standings);
        if (outcome == Outcome.Discard)
        {
            entry.State = EntityState.Detached;
            return false;
        }

        if (outcome == Outcome.Remove)
            db.Remove(standings);
        var to = outcome == Outcome.Save ? PlaceTotals.Of(standings) : PlaceTotals.None;
        var number = open is not null || to != counted ? counts.Claim(standings.UserId, counted, to, isNew, now) : default(long?);
        standings.Placed(number ?? standings.PlacesClaim, counts.Generation);
        return number is not null;
    }
}
