using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="IdToken">Of the organisation's provider; good once, and for a quarter of an hour.</param>
/// <param name="NonceSecret">That of which the nonce of the request for it was the SHA-256, in base64url.</param>
public sealed record LinkOrganisationRequest(
    [property: Required, MaxLength(IdTokens.MaxLength)] string? IdToken,
    [property: Required, Length(IdTokens.MinSecret, IdTokens.MaxSecret)] string? NonceSecret);

/// <summary>
/// Links one's account to whom one is at the organisation's provider, who signs in to it from then on. Wants that one has signed in within ten minutes:
/// an address that is the same is never enough. A letter tells of it.
/// </summary>
public sealed class LinkOrganisation(
    UsersDb db, BearerTokens bearer, IdTokens tokens, SignInOnce once, Names names, PasswordConfirmation confirmation, IOptions<MailOptions> mail,
    Audit audit, TimeProvider clock)
{
    [Function(nameof(LinkOrganisation))]
    [Body<LinkOrganisationRequest>]
    [Answer<OrganisationLink>]
    [Refuses(401, "organisation.token"), Refuses(403, "auth.guest", "auth.sign-in-again")]
    [Refuses(409, "organisation.taken", "organisation.linked"), Refuses(501, "organisation.off"), Refuses(503, "organisation.unavailable")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/organisation")] HttpRequest request, CancellationToken cancellation)
    {
        var (caller, body, _) = await bearer.RequireWithBody<LinkOrganisationRequest>(
            request, caller => caller.RequireAccount("A guest has no account to link. Register to have one."), cancellation);
        var identity = await tokens.Verify(body.IdToken, body.NonceSecret, cancellation);
        await confirmation.RequireRecent(caller, cancellation);

        var linked = false;
        var user = await db.Repeat(async () =>
        {
            var user = await db.FindUser(caller.UserId, cancellation) ?? throw Problem.SessionEnded(); // before the link is reserved: see Names
            if (user.OrganisationReservation == identity.Reservation)
                return user; // done before, and the answer was lost
            if (user.OrganisationReservation is not null)
                throw Problem.Conflict("This account is linked to somebody else there. Take that link away first.", "organisation.linked");
            await db.RequireAllowed(caller, cancellation);
            await once.Spend(identity, caller.SessionId, cancellation); // the same button pressed twice is one use
            if (!await names.Reserve(identity.Reservation, user.UserId, cancellation))
                throw Problem.Conflict("Who that is there has another account here.", "organisation.taken");
            var now = clock.GetUtcNow();
            user.Link(identity, now);
            if (mail.Value.IsOn)
                user.Write(PublicId.New(now), LetterKind.OrganisationLinked, PreferredLanguage.Of(request), now);
            await db.SaveAndSend(cancellation);
            linked = true;
            return user;
        }, cancellation);

        if (linked)
            audit.OrganisationLinked(user.UserId);
        return TypedResults.Ok(OrganisationLink.Of(user));
    }
}
