using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Finishes what a crash kept from following a change of an account.</summary>
public sealed class FinishCleanups(UsersDb db, AccountCleanup cleanup, TimeProvider clock) : ILeftover
{
    [Function(nameof(FinishCleanups))]
    public Task Run([TimerTrigger("30 */10 * * * *")] TimerInfo timer, CancellationToken cancellation) => Finish(cancellation);

    public async Task Finish(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var before = now - Leftovers.Grace;
        var waiting = await db.Users
            .Where(u => u.CleanupSince != null && (u.CleanupSince < before || u.CleanupSince > now)) // ahead of now: the clock was set back
            .OrderBy(u => u.CleanupSince).Select(u => u.Partition).Take(100).ToListAsync(cancellation);
        foreach (var userId in waiting)
            await cleanup.Finish(userId, cancellation);
    }
}
