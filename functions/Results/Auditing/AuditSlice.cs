using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// The next piece of an audit's work: some players, as their first results come by; then some quizzes, or some results of one; then what is to be looked at
/// again.
/// </summary>
internal sealed class AuditSlice(
    IDbContextFactory<ResultsDb> databases, ResultsDb db, Audit audit, AuditScope scope, BoardLayout layout, TimeProvider clock,
    CancellationToken cancellation)
{
    private const int Quizzes = 20;
    private const int PlayersAtOnce = 1_000;
    private const int Pages = 50; // of results of quizzes

    private int _pages;

    private DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Changes the audit, which is then to be saved.</summary>
    /// <returns>Whether there is more to do now.</returns>
    public async Task<bool> Run()
    {
        if (audit.PlayersUpTo is { } upTo)
            await LookAtPlayers(upTo);
        else if (audit.ReadSum() is { } sum)
            await AddUp(Quiz(sum.QuizId), sum);
        else if (!audit.AllLookedAt)
            await LookAtQuizzes();
        else if (audit.NextSuspect() is not { } suspect)
            audit.End(Now);
        else if (suspect.LookAt > Now)
            return false;
        else
            await LookAgain(suspect.Subject);
        return audit.EndedAt is null;
    }

    private async Task LookAtPlayers(DateTimeOffset from)
    {
        var (page, upTo) = await ResultsInOrder.From(db, from, null, cancellation);
        var results = page.Where(r => upTo is null || r.SubmittedAt < upTo); // those of its moment come again
        var players = results.Select(r => r.UserId).Distinct().Where(audit.IsIn).ToList();
        var before = await db.Results.Where(r => players.Contains(r.Partition) && r.SubmittedAt < from).Select(r => r.Partition).Distinct()
            .ToListAsync(cancellation);
        var fresh = players.Except(before).ToList();
        if (upTo is null)
            fresh.AddRange(await WithoutResults(scope.Left.Keys.Where(audit.IsIn)));
        await LookAt(fresh);
        audit.LookedAtPlayers(fresh.Count, upTo);
    }

    private async Task LookAtQuizzes()
    {
        var quizIds = scope.QuizIds.SkipWhile(id => string.CompareOrdinal(id, audit.QuizzesUpTo) <= 0).Where(audit.IsIn).Take(Quizzes).ToList();
        foreach (var quizId in quizIds)
        {
            if (!await AddUp(quizId))
                return;
        }

        if (quizIds.Count < Quizzes)
        {
            await LookAtPlaces(null);
            audit.LookedAtAll();
        }
    }

    private QuizAudit Quiz(string quizId) => new(db, quizId, scope.Left, cancellation);

    private async Task<bool> AddUp(string quizId)
    {
        var quiz = Quiz(quizId);
        return await AddUp(quiz, await quiz.Begin(Now));
    }

    // False where this has been enough for a slice.
    private async Task<bool> AddUp(QuizAudit quiz, QuizSum sum)
    {
        while (sum.UpTo is not null && _pages++ < Pages)
            sum = await quiz.Continue(sum);
        audit.Keep(sum.UpTo is null ? null : sum);
        if (sum.UpTo is not null)
            return false;
        audit.Found(new("analytics", sum.QuizId), [.. sum.Differences], Now);
        if (!audit.AllLookedAt)
        {
            await LookAtPlaces(sum.QuizId);
            audit.LookedAtQuiz(sum.QuizId);
        }

        return _pages < Pages;
    }

    private async Task LookAtPlaces(string? quizId)
    {
        var differences = new List<AuditDifference>();
        foreach (var partition in layout.PartitionsOf(quizId))
        {
            if (await PlacesAudit.Of(db, partition, Now, players => LookAtThoseWithoutResults(partition, players), cancellation) is { } some)
                differences.AddRange(some);
            else
                audit.SkippedPlaces();
        }

        audit.Found(new("places", quizId), differences, Now); // also where they have become too many since the last look
    }

    // Whom results do not lead to, each by the first of the boards that they are on. Not with a second look at places: what was found is looked at again by
    // itself.
    private async Task LookAtThoseWithoutResults(string partition, IEnumerable<string> withStandings)
    {
        if (audit.AllLookedAt)
            return;
        var players = await WithoutResults(withStandings.Where(userId => audit.IsIn(userId) && !scope.Left.ContainsKey(userId)));
        var boards = await db.Standings.Where(s => players.Contains(s.UserId)).Select(s => new { s.UserId, s.Partition }).ToListAsync(cancellation);
        await LookAt(boards.Where(s => layout.Has(s.Partition) && IsLookedAt(BoardLayout.QuizOf(s.Partition))).GroupBy(s => s.UserId, s => s.Partition)
            .Where(board => board.Min(StringComparer.Ordinal) == partition).Select(board => board.Key));

        bool IsLookedAt(string? quizId) => quizId is null || audit.IsIn(quizId);
    }

    private async Task<List<string>> WithoutResults(IEnumerable<string> players)
    {
        var without = new List<string>();
        foreach (var some in players.Chunk(PlayersAtOnce))
        {
            var with = await db.Results.Where(r => some.Contains(r.Partition)).Select(r => r.Partition).Distinct().ToListAsync(cancellation);
            without.AddRange(some.Except(with));
        }

        return without;
    }

    private async Task LookAgain(AuditSubject subject)
    {
        if (subject.What == "player")
            await LookAt([subject.Id!]);
        else if (subject.What == "places")
            await LookAtPlaces(subject.Id);
        else
            await AddUp(subject.Id!);
    }

    private async Task LookAt(IEnumerable<string> players)
    {
        var found = new ConcurrentBag<(string UserId, List<AuditDifference> Differences)>();
        await databases.RepeatEach(
            players, async (fresh, userId, token) => found.Add((userId, await PlayerAudit.Of(fresh, userId, layout, scope.IsRanked, Now, token))),
            cancellation);
        foreach (var (userId, differences) in found)
            audit.Found(new("player", userId), differences, Now);
    }
}
