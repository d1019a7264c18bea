using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// The results of a guest go over to the account that keeps them, each by a save of the account's copy, which tells boards and statistics of it, and by
/// the removal of what was the guest's. Where the account has a result on the quiz already, that stays its first one.
/// </summary>
internal static class KeptResults
{
    /// <summary>Moves what a guest has left, if an account keeps it. May be repeated, broken off anywhere, and done twice at once.</summary>
    public static async Task MoveKept(this IDbContextFactory<ResultsDb> databases, string guestId, TimeProvider clock, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Find<Player>(Player.PartitionValue, Player.IdOf(guestId), cancellation) is not { KeptBy: { } userId }
            || await db.HasLeft(userId, cancellation))
            return;
        var left = await db.Results.AsNoTracking().Where(r => r.Partition == guestId).OrderBy(r => r.SubmittedAt).Select(r => r.Id)
            .ToListAsync(cancellation);
        foreach (var id in left)
            await databases.Repeat(fresh => Move(fresh, guestId, id, userId, clock.GetUtcNow(), cancellation), cancellation);
    }

    /// <summary>Whether that guest's doings are that account's.</summary>
    public static async Task<bool> IsKept(this ResultsDb db, string guestId, string userId, CancellationToken cancellation) =>
        PublicId.IsValid(guestId)
        && await db.Find<Player>(Player.PartitionValue, Player.IdOf(guestId), cancellation) is { KeptBy: { } keeper } && keeper == userId;

    /// <summary>The account's copy of a guest's result.</summary>
    public static Task<Result?> FindKept(this ResultsDb db, string userId, string keptFrom, CancellationToken cancellation) =>
        db.Results.FirstOrDefaultAsync(r => r.Partition == userId && r.KeptFrom == keptFrom, cancellation);

    private static async Task Move(ResultsDb db, string guestId, string id, string userId, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await db.Find<Result>(guestId, id, cancellation) is not { } left)
            return;
        await Copy(db, left, userId, now, cancellation);
        db.ChangeTracker.Clear();
        if (await db.Find<Result>(guestId, id, cancellation) is not { } again)
            return;
        db.Remove(again);
        await db.SaveChangesAsync(cancellation);
    }

    // In this order: a copy that another instance makes meanwhile is found by the second question, or by the id that it took.
    private static async Task Copy(ResultsDb db, Result left, string userId, DateTimeOffset now, CancellationToken cancellation)
    {
        var first = left.PublicId == Result.FirstIdOf(left.UserId, left.QuizId) && !await db.HasTaken(userId, left.QuizId, cancellation);
        if (await IsThere())
            return;

        var quiz = await db.Find<KnownQuiz>(left.QuizId, KnownQuiz.IdOf(left.QuizId), cancellation) ?? new(left.QuizId);
        var before = await db.Taken(userId, quiz, cancellation);
        var key = await db.Find<AnswerKey>(left.QuizId, AnswerKey.IdOf(left.QuizId, left.QuizVersion), cancellation)
            ?? throw new InvalidOperationException($"The answer key of version {left.QuizVersion} of {left.QuizId} is not there.");
        if (first && (await db.TryAdd(Of(Result.FirstIdOf(userId, left.QuizId)), cancellation) || await IsThere()))
            return;
        await db.TryAdd(Of(PublicId.Of($"{userId}\n{left.PublicId}\nkept")), cancellation); // taken: by another instance, for the same

        Result Of(string id) => left.KeptBy(userId, id, quiz, key, before, now);

        async Task<bool> IsThere()
        {
            if (await db.FindKept(userId, left.PublicId, cancellation) is not null)
                return true;
            if (left.RequestId is not { } request || await db.ResultOf(request, userId, cancellation) is not { } there)
                return false;
            if (there.KeptFrom is not null) // a copy that came between the two questions
                return true;

            // The account has sent the guest's request again, and that came first: it counts, and this does no more, whenever it is told.
            var dropped = (await db.Told(left.QuizId, [left], cancellation)).ConvertAll(told => told with { ByAuthor = true, KeptFrom = left.PublicId });
            await CountedAnalytics.Count(db, left.QuizId, dropped, cancellation);
            return true;
        }
    }
}
