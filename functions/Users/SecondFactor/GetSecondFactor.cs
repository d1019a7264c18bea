using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="On">Whether the password needs a code beside it.</param>
/// <param name="Since">When it was turned on; null when it is off.</param>
/// <param name="RecoveryCodes">How many are left.</param>
public sealed record SecondFactorState(bool On, DateTimeOffset? Since, int RecoveryCodes)
{
    internal static SecondFactorState Of(User user) => user.Authenticators is [var one]
        ? new(true, one.SetUpAt, one.RecoveryHashes.Count)
        : new(false, null, 0);
}

/// <summary>Whether one's own account has a second factor: codes of an app, beside the password.</summary>
public sealed class GetSecondFactor(UsersDb db, BearerTokens bearer)
{
    [Function(nameof(GetSecondFactor))]
    [Answer<SecondFactorState>]
    [Refuses(404, "user.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/users/second-factor")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        return TypedResults.Ok(SecondFactorState.Of(await db.FindUser(caller.UserId, cancellation) ?? throw Problem.NotFound("user")));
    }
}
