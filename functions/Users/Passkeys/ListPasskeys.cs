using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="Synced">Whether it may be on several of one's devices.</param>
public sealed record PasskeyItem(string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, bool Synced)
{
    internal static PasskeyItem Of(Passkey passkey) =>
        new(passkey.PasskeyId, passkey.Name, passkey.CreatedAt, passkey.LastUsedAt, passkey.IsBackupEligible);
}

/// <param name="Offered">Whether browsers make any for this platform.</param>
public sealed record PasskeyList(bool Offered, IReadOnlyList<PasskeyItem> Passkeys);

/// <summary>The passkeys of one's own account.</summary>
public sealed class ListPasskeys(UsersDb db, BearerTokens bearer, PasskeySite site)
{
    [Function(nameof(ListPasskeys))]
    [Answer<PasskeyList>]
    [Refuses(404, "user.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/users/passkeys")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        var user = await db.FindUser(caller.UserId, cancellation) ?? throw Problem.NotFound("user");
        return TypedResults.Ok(new PasskeyList(site.Origins.Count > 0, [.. user.Passkeys.Select(PasskeyItem.Of)]));
    }
}
