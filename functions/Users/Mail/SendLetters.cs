using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Sends the letters that a crash, or a provider that did not answer, left behind.</summary>
public sealed class SendLetters(UsersDb db, Postman postman, TimeProvider clock) : ILeftover
{
    [Function(nameof(SendLetters))]
    public Task Run([TimerTrigger("40 */10 * * * *")] TimerInfo timer, CancellationToken cancellation) => Finish(cancellation);

    public async Task Finish(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var before = now - Leftovers.Grace;
        var waiting = await db.Users
            .Where(u => u.LettersSince != null && (u.LettersSince < before || u.LettersSince > now)) // ahead of now: the clock was set back
            .OrderBy(u => u.LettersSince).Select(u => u.Partition).Take(100).ToListAsync(cancellation);
        var left = 0;
        foreach (var userId in waiting)
            left += await postman.Deliver(userId, cancellation) ? 0 : 1;
        if (left > 0)
            throw new InvalidOperationException("Some letters could not be sent yet.");
    }
}
