using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed record RenamePasskeyRequest([property: Required, Length(1, Passkey.MaxNameLength)] string? Name);

/// <summary>Gives a passkey of one's own another name.</summary>
public sealed class RenamePasskey(UsersDb db, BearerTokens bearer)
{
    [Function(nameof(RenamePasskey))]
    [Body<RenamePasskeyRequest>]
    [Answer(204)]
    [Refuses(404, "passkey.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/users/passkeys/{id:length(32)}")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var (caller, body, _) = await bearer.RequireWithBody<RenamePasskeyRequest>(request, _ => { }, cancellation);
        var validation = new Validation();
        var name = Passkey.ReadName(body.Name, validation);
        validation.ThrowIfAny();

        _ = await db.Change<User>(caller.UserId, User.IdOf(caller.UserId), async user =>
        {
            await db.RequireAllowed(caller, cancellation);
            return user.RenamePasskey(id, name);
        }, cancellation) ?? throw Problem.NotFound("passkey");
        return TypedResults.NoContent();
    }
}
