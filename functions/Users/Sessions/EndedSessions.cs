using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>In this app a token is believed as long as its session's own document says so: a revocation holds from the next request on.</summary>
public sealed class EndedSessions(IDbContextFactory<UsersDb> databases) : IRevocations
{
    public async ValueTask<bool> Contains(Caller caller, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return !await db.Allows(caller, cancellation);
    }
}
