using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed record NewName(string Id, string DisplayName);

/// <summary>
/// An admin takes somebody's name away: a friendly made-up one stands in its place, and what was reported of the name is closed. The person may choose
/// another one.
/// </summary>
public sealed class ResetName(UsersDb db, BearerTokens bearer, IOptions<MailOptions> mail, Audit audit, TimeProvider clock)
{
    [Function(nameof(ResetName))]
    [AdminsOnly]
    [Answer<NewName>]
    [Refuses(404, "user.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/users/{id:length(32)}/name")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        caller.RequireAdmin("Only an admin may take somebody's name away.");

        var now = clock.GetUtcNow();
        var language = PreferredLanguage.Of(request); // the person's own is not known here
        var name = MadeUpName.Of(id, language);
        var user = await db.Change<User>(id, User.IdOf(id), async user =>
        {
            if (user.IsDeleted)
                return false;
            await db.RequireAdmin(caller, user, cancellation);
            if (mail.Value.IsOn && !user.IsGuest && user.DisplayName != name)
                user.Write(PublicId.New(now), LetterKind.NameReset, language, now);
            user.Rename(name, user.HideName, now);
            return true;
        }, cancellation) ?? throw Problem.NotFound("user");

        audit.NameReset(id, caller.UserId);
        await db.CloseReportsOf<NameReport>(id, null, now, cancellation);
        return TypedResults.Ok(new NewName(id, user.DisplayName));
    }
}
