using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="Name">To know it again by, among others.</param>
/// <param name="State">As it was given with the options.</param>
/// <param name="Credential">What the browser has made, as its <c>toJSON()</c> says it.</param>
public sealed record AddPasskeyRequest(
    [property: Required, Length(1, Passkey.MaxNameLength)] string? Name,
    [property: Required] string? State,
    [property: Required] IReadOnlyDictionary<string, JsonElement>? Credential);

public sealed record AddedPasskey(string Message, PasskeyItem Passkey);

/// <summary>
/// Adds the passkey that the browser has made to one's own account. The other sessions end, and a letter tells of it. Once more with the same state gives the
/// same answer.
/// </summary>
public sealed class AddPasskey(
    UsersDb db, BearerTokens bearer, PasskeyCeremonies ceremonies, SealedStates states, Names names, AccountCleanup cleanup,
    IOptions<MailOptions> mail, Audit audit, TimeProvider clock)
{
    [Function(nameof(AddPasskey))]
    [Body<AddPasskeyRequest>]
    [Answer<AddedPasskey>(201, "Location")]
    [Refuses(403, "auth.guest"), Refuses(409, "passkey.too-many", "passkey.taken"), Refuses(422, "passkey.refused")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/passkeys")] HttpRequest request, CancellationToken cancellation)
    {
        var (caller, body, _) = await bearer.RequireWithBody<AddPasskeyRequest>(
            request, caller => caller.RequireAccount("A guest has nothing to sign in to. Register to have passkeys."), cancellation);
        var (name, credential) = Read(body);
        if (await states.Open(SealedStates.Passkeys, body.State) is not { For: { } owner } challenge || !owner.Is(caller))
            throw Refused();

        var now = clock.GetUtcNow();
        var (passkey, isNew) = await db.Repeat(async () =>
        {
            var user = await db.FindUser(caller.UserId, cancellation) ?? throw Problem.SessionEnded(); // before it is reserved: see Names
            await db.RequireAllowed(caller, cancellation);
            if (user.Passkeys.Find(passkey => passkey.PasskeyId == challenge.Id) is { } there)
                return (there, false);
            if (owner.Generation != user.Generation || await ceremonies.Made(user, credential, challenge, request.HttpContext) is not { } made)
                throw Refused();
            var added = user.AddPasskey(challenge.Id, name, made, caller.SessionId, now);
            if (!await names.Reserve(added.Reservation, user.UserId, cancellation))
                throw Problem.Conflict("This passkey is of another account already. Make a new one for this one.", "passkey.taken");
            if (mail.Value.IsOn)
                user.Write(challenge.Id, LetterKind.PasskeyAdded, PreferredLanguage.Of(request), now);
            await db.SaveAndSend(cancellation);
            return (added, true);
        }, cancellation);

        if (isNew)
            audit.PasskeyAdded(caller.UserId, passkey.PasskeyId);
        await cleanup.Finish(caller.UserId, cancellation);
        return TypedResults.Created("/api/users/passkeys", new AddedPasskey("The passkey is added. Sign in with it from now on.", PasskeyItem.Of(passkey)));
    }

    private static (string Name, IReadOnlyDictionary<string, JsonElement> Credential) Read(AddPasskeyRequest body)
    {
        var validation = new Validation();
        var name = Passkey.ReadName(body.Name, validation);
        validation.Check(!string.IsNullOrEmpty(body.State), "state", "'state' is required: it came with the options.");
        validation.Check(body.Credential is not null, "credential", "'credential' is required: what the browser has made.");
        validation.ThrowIfAny();
        return (name, body.Credential!);
    }

    private static ProblemException Refused() => new(
        422, "This passkey was not made for this account, here and now. Begin anew to add one.", "passkey.refused");
}
