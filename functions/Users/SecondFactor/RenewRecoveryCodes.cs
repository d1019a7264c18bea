using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Makes ten new recovery codes; those before are good no more. The other sessions end, and a letter tells of it.</summary>
public sealed class RenewRecoveryCodes(BearerTokens bearer, SecondFactorChange change, Audit audit)
{
    [Function(nameof(RenewRecoveryCodes))]
    [Body<SecondFactorProof>]
    [Answer<RecoveryCodesMade>]
    [Refuses(403, "auth.wrong-password", "auth.second-factor", "auth.guest"), Refuses(404, "second-factor.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/second-factor/recovery-codes")] HttpRequest request,
        CancellationToken cancellation)
    {
        var (caller, body, _) = await bearer.RequireWithBody<SecondFactorProof>(request, SecondFactorChange.Admit, cancellation);
        IReadOnlyList<string> codes = [];
        await change.Make(
            caller, body, request, LetterKind.RecoveryCodesMade, (user, now) => codes = user.RenewRecoveryCodes(caller.SessionId, now), cancellation);
        audit.RecoveryCodesMade(caller.UserId);
        return TypedResults.Ok(new RecoveryCodesMade("These take the place of the ones before.", codes));
    }
}
