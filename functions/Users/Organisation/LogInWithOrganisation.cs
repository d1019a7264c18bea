using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="IdToken">Of the organisation's provider; good once, and for a quarter of an hour.</param>
/// <param name="NonceSecret">That of which the nonce of the request for it was the SHA-256, in base64url.</param>
/// <param name="GuestRefreshToken">Of the guest that one has been: what the guest did is the account's then, and the guest is gone.</param>
public sealed record LogInWithOrganisationRequest(
    [property: Required, MaxLength(IdTokens.MaxLength)] string? IdToken,
    [property: Required, Length(IdTokens.MinSecret, IdTokens.MaxSecret)] string? NonceSecret,
    string? GuestRefreshToken);

/// <summary>
/// Begins a session of the account that is linked to whom one is at the organisation's provider. Who comes for the first time and has an account here signs in
/// to that once and links it; who has none is given one where the settings say so.
/// </summary>
public sealed class LogInWithOrganisation(
    UsersDb db, IdTokens tokens, SignInOnce once, Names names, OrganisationAccounts accounts, OrganisationRoles roles, SessionStart sessions,
    GuestKeeper guests, AccountCleanup cleanup, RateLimits limits, Audit audit, TimeProvider clock)
{
    [Function(nameof(LogInWithOrganisation))]
    [Body<LogInWithOrganisationRequest>, Limited("login")]
    [Answer<SignedIn>]
    [Refuses(401, "organisation.token"), Refuses(403, "organisation.no-account"), Refuses(409, "organisation.link")]
    [Refuses(501, "organisation.off"), Refuses(503, "organisation.unavailable")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/login/organisation")] HttpRequest request, CancellationToken cancellation)
    {
        limits.Require("login", request);
        var body = await RequestBody.Read<LogInWithOrganisationRequest>(request, cancellation);
        var identity = await tokens.Verify(body.IdToken, body.NonceSecret, cancellation);

        // What is refused for want of an account leaves the token as it is: a link to one may still need it.
        var user = await db.FindByName(identity.Reservation, cancellation);
        if (user is null)
            await RequireNew(identity, cancellation);
        await once.Spend(identity, SignInOnce.NewUse(), cancellation);
        user = user is null ? await accounts.Make(identity, request, cancellation) : await Renew(user, identity, cancellation);

        var kept = await guests.Keep(body.GuestRefreshToken, user, cancellation);
        return TypedResults.Ok(await sessions.Begin(user, "Login successful", request, cancellation) with { KeptGuest = kept });
    }

    // What the provider says of the person now. Before the session begins: with other roles those of before end.
    private async Task<User> Renew(User user, OrganisationIdentity identity, CancellationToken cancellation)
    {
        var (confirmed, otherRoles) = (false, false);
        var changed = await db.Change<User>(user.UserId, user.Id, u =>
        {
            if (!u.Claims(identity.Reservation))
                return false;
            var now = clock.GetUtcNow();
            confirmed = identity.Verifies(u) && u.ConfirmAddress(now);
            otherRoles = u.SetRoles(roles.Of(identity, u.Roles), now);
            return confirmed || otherRoles;
        }, cancellation);
        if (changed is null)
            return user;
        if (confirmed)
            audit.EmailConfirmed(user.UserId);
        if (otherRoles)
            audit.RolesSet(user.UserId, string.Join(' ', changed.Roles), OrganisationRoles.Actor);
        await cleanup.Finish(user.UserId, cancellation);
        return changed;
    }

    private async Task RequireNew(OrganisationIdentity identity, CancellationToken cancellation)
    {
        if (identity.Email is { } email && await names.IsTaken(Reservation.IdOf(email), cancellation))
            throw OrganisationAccounts.HasAccount();
        if (!accounts.CanMake(identity))
            throw new ProblemException(403, "There is no account for you here. Ask whoever runs this platform for one.", "organisation.no-account");
    }
}
