using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Takes the link to the organisation's provider away from one's account, with the roles that it gives, and ends one's other sessions; all, where a role goes.
/// Wants that one has signed in within ten minutes. A letter tells of it.
/// </summary>
public sealed class UnlinkOrganisation(
    UsersDb db, BearerTokens bearer, PasswordConfirmation confirmation, OrganisationRoles roles, AccountCleanup cleanup, IOptions<MailOptions> mail,
    Audit audit, TimeProvider clock)
{
    [Function(nameof(UnlinkOrganisation))]
    [Answer(204)]
    [Refuses(403, "auth.sign-in-again"), Refuses(409, "organisation.only-way")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/users/organisation")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        await confirmation.RequireRecent(caller, cancellation);
        var rolesWent = false;
        var unlinked = await db.Change<User>(caller.UserId, User.IdOf(caller.UserId), async user =>
        {
            if (user.OrganisationReservation is null)
                return false;
            if (!user.HasPassword)
                throw Problem.Conflict("Set a password first: without the organisation nobody could sign in any more.", "organisation.only-way");
            await db.RequireAllowed(caller, cancellation);
            var now = clock.GetUtcNow();
            user.Unlink(caller.SessionId, now);
            rolesWent = user.SetRoles(roles.Without(user.Roles), now);
            if (mail.Value.IsOn)
                user.Write(PublicId.New(now), LetterKind.OrganisationUnlinked, PreferredLanguage.Of(request), now);
            return true;
        }, cancellation);

        if (unlinked is not null)
        {
            audit.OrganisationUnlinked(caller.UserId);
            if (rolesWent)
                audit.RolesSet(caller.UserId, string.Join(' ', unlinked.Roles), OrganisationRoles.Actor);
            await cleanup.Finish(caller.UserId, cancellation);
        }

        return TypedResults.NoContent();
    }
}
