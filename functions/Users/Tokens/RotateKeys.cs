using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed record RotatedKeys(string KeyId, DateTimeOffset SignsFrom);

/// <summary>Brings the next signing key before its time. It signs once every verifier can know it; nobody is signed out.</summary>
public sealed class RotateKeys(SigningKeys keys, BearerTokens bearer, Audit audit)
{
    [Function(nameof(RotateKeys))]
    [AdminsOnly]
    [Answer<RotatedKeys>(202, "Location")]
    [Refuses(409, "signing-keys.read-only")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/signing-keys")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        caller.RequireAdmin("Only an admin may rotate the signing keys.");

        var key = await keys.Rotate(cancellation)
            ?? throw Problem.Conflict("Here the keys are in Key Vault: add a new version of the secret 'token-signing-key' there.", "signing-keys.read-only");
        audit.SigningKeyAdded(key.Id, caller.UserId);
        return TypedResults.Accepted("/.well-known/jwks.json", new RotatedKeys(key.Id, SigningKeys.ActiveFrom(key)));
    }
}
