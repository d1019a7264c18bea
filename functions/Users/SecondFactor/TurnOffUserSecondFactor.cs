using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// An admin turns off the second factor of somebody who has lost it with all recovery codes, or whom a thief has locked out by one of theirs. All sessions of
/// theirs end, and a letter tells of it. Whether it is they who ask, the admin has to know.
/// </summary>
public sealed class TurnOffUserSecondFactor(
    UsersDb db, BearerTokens bearer, AccountCleanup cleanup, IOptions<MailOptions> mail, Audit audit, TimeProvider clock)
{
    [Function(nameof(TurnOffUserSecondFactor))]
    [AdminsOnly]
    [Answer(204)]
    [Refuses(403, "second-factor.own"), Refuses(404, "user.not-found", "second-factor.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/users/{id:length(32)}/second-factor")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        caller.RequireAdmin("Only an admin may turn off somebody else's second factor.");
        if (caller.Owns(id))
            throw new ProblemException(403, "Turn your own second factor off with the password and a code, or ask another admin.", "second-factor.own");

        var now = clock.GetUtcNow();
        _ = await db.Change<User>(id, User.IdOf(id), async user =>
        {
            if (user.IsDeleted)
                return false;
            if (!user.HasSecondFactor)
                throw Problem.NotFound("second factor");
            await db.RequireAdmin(caller, user, cancellation);
            user.TurnOffSecondFactor(null, now);
            if (mail.Value.IsOn)
                user.Write(PublicId.New(now), LetterKind.SecondFactorOff, PreferredLanguage.Of(request), now); // the person's own is not known here
            return true;
        }, cancellation) ?? throw Problem.NotFound("user");

        audit.SecondFactorTurnedOff(id, caller.UserId);
        await cleanup.Finish(id, cancellation);
        return TypedResults.NoContent();
    }
}
