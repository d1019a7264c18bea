using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// A store that was put back from a backup holds people who were deleted after the backup was made. They are deleted again before anybody
/// can sign in, and the other apps are told, also of those whom only they could still know. Guests whom an account kept are kept by it again. A crash in
/// between begins it anew.
/// </summary>
internal sealed class DeleteAgain(IServiceScopeFactory scopes, IErasureList erasures, Audit audit, ILogger<DeleteAgain> log) : BeforeStart
{
    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 32 };

    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        var listed = await erasures.ToRepeat(cancellationToken);
        if (listed.Count > 0)
            log.LogWarning("A backup was put back: before anything else, who is on the list of erasures is deleted again ({Count})", listed.Count);
        await Parallel.ForEachAsync(listed, AtOnce, async (erasure, _) => await Delete(erasure, cancellationToken));
        await erasures.Repeated(cancellationToken);
    }

    private async Task Delete(Erasure erasure, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<UsersDb>();
        if (await db.FindUser(erasure.UserId, cancellation) is null)
        {
            db.Add(User.DeletedBefore(erasure.UserId, erasure.DeletedAt, erasure.KeptBy));
            await db.SaveAndSend(cancellation);
        }
        else if (erasure.KeptBy is { } keeper && await db.FindUser(keeper, cancellation) is { IsDeleted: false })
        {
            await db.Keep(erasure.UserId, keeper, erasure.DeletedAt, cancellation);
            await scope.ServiceProvider.GetRequiredService<AccountCleanup>().Finish(erasure.UserId, cancellation);
        }
        else if (await DeleteAccount.Delete(
            db, scope.ServiceProvider.GetRequiredService<AccountCleanup>(), erasure.UserId, _ => Task.CompletedTask, erasure.DeletedAt, cancellation))
        {
            audit.DeletedAgain(erasure.UserId);
        }
    }
}
