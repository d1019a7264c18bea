using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="State">As it was given with the options.</param>
/// <param name="Credential">What the browser has shown, as its <c>toJSON()</c> says it.</param>
/// <param name="GuestRefreshToken">Of the guest that one has been: what the guest did is the account's then, and the guest is gone.</param>
public sealed record LogInWithPasskeyRequest(
    [property: Required] string? State, [property: Required] IReadOnlyDictionary<string, JsonElement>? Credential, string? GuestRefreshToken);

/// <summary>Begins a session, by a passkey and without a password. Each challenge is good for one.</summary>
public sealed class LogInWithPasskey(
    UsersDb db, PasskeyCeremonies ceremonies, SealedStates states, SessionStart sessions, GuestKeeper guests, RateLimits limits, Audit audit,
    TimeProvider clock)
{
    [Function(nameof(LogInWithPasskey))]
    [Body<LogInWithPasskeyRequest>, Limited("login")]
    [Answer<SignedIn>]
    [Refuses(401, "auth.passkey")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/login/passkey")] HttpRequest request, CancellationToken cancellation)
    {
        limits.Require("login", request);
        var body = await RequestBody.Read<LogInWithPasskeyRequest>(request, cancellation);
        var credential = Read(body);
        if (await states.Open(SealedStates.Passkeys, body.State) is not { For: null } challenge || UserOf(credential) is not { } userId)
            throw Refused("-");

        var requestId = Guid.NewGuid().ToString("N");
        PasskeyUse? use = null;
        var user = await db.Change<User>(userId, User.IdOf(userId), async user =>
        {
            use = await ceremonies.Shown(user, credential, challenge, request.HttpContext) is { } shown
                ? user.UsePasskey(shown, challenge, requestId, clock.GetUtcNow())
                : null;
            return use == PasskeyUse.Good;
        }, cancellation);
        if (use == PasskeyUse.CountsBack)
            audit.PasskeyCountedBack(userId);
        if (user is null)
            throw Refused(use is null ? "-" : userId);

        var kept = await guests.Keep(body.GuestRefreshToken, user, cancellation);
        return TypedResults.Ok(await sessions.Begin(user, "Login successful", request, cancellation) with { KeptGuest = kept });
    }

    private static IReadOnlyDictionary<string, JsonElement> Read(LogInWithPasskeyRequest body)
    {
        var validation = new Validation();
        validation.Check(!string.IsNullOrEmpty(body.State), "state", "'state' is required: it came with the options.");
        validation.Check(body.Credential is not null, "credential", "'credential' is required: what the browser has shown.");
        validation.ThrowIfAny();
        return body.Credential!;
    }

    // The passkey says whose it is; its signature is to show that.
    private static string? UserOf(IReadOnlyDictionary<string, JsonElement> credential) =>
        credential.TryGetValue("response", out var response) && response.ValueKind == JsonValueKind.Object
        && response.TryGetProperty("userHandle", out var handle) && handle.ValueKind == JsonValueKind.String
        && handle.GetString() is { Length: <= 100 } text && Base64Url.IsValid(text)
        && Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)) is var userId && PublicId.IsValid(userId)
            ? userId
            : null;

    private ProblemException Refused(string userId)
    {
        audit.SignInFailed(userId);
        SignInFailures.WrongPasskey();
        return new(401, "This passkey does not open an account here. Sign in with the password.", "auth.passkey") { Challenge = "Bearer" };
    }
}
