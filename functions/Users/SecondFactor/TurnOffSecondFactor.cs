using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="Password">The one you have now.</param>
/// <param name="Code">Of the app, or a recovery code.</param>
public sealed record SecondFactorProof([property: Required] string? Password, [property: Required] string? Code);

/// <summary>Turns the second factor off: the password is enough again. The other sessions end, and a letter tells of it.</summary>
public sealed class TurnOffSecondFactor(BearerTokens bearer, SecondFactorChange change, Audit audit)
{
    [Function(nameof(TurnOffSecondFactor))]
    [Body<SecondFactorProof>]
    [Answer(204)]
    [Refuses(403, "auth.wrong-password", "auth.second-factor", "auth.guest"), Refuses(404, "second-factor.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/users/second-factor")] HttpRequest request, CancellationToken cancellation)
    {
        var (caller, body, _) = await bearer.RequireWithBody<SecondFactorProof>(request, SecondFactorChange.Admit, cancellation);
        await change.Make(
            caller, body, request, LetterKind.SecondFactorOff, (user, now) => user.TurnOffSecondFactor(caller.SessionId, now), cancellation);
        audit.SecondFactorOff(caller.UserId);
        return TypedResults.NoContent();
    }
}
