using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed record ConfirmationAsked(string Message);

/// <summary>Sends once more the letter that confirms one's address; at most three within an hour.</summary>
public sealed class AskForConfirmation(UsersDb db, BearerTokens bearer, IOptions<MailOptions> mail, RateLimits limits, TimeProvider clock)
{
    [Function(nameof(AskForConfirmation))]
    [Limited("confirmation")]
    [Answer<ConfirmationAsked>(202)]
    [Refuses(403, "auth.guest"), Refuses(404, "user.not-found"), Refuses(501, "mail.off")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/email/confirmation")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        caller.RequireAccount("A guest has no e-mail address. Register to have one.");
        limits.Require("confirmation", request, caller);
        if (!mail.Value.IsOn)
            throw new ProblemException(501, "This platform sends no letters, so no address needs to be confirmed.", "mail.off");

        var now = clock.GetUtcNow();
        var letterId = PublicId.New(now);
        var isConfirmed = await db.Repeat(async () =>
        {
            var user = await db.FindUser(caller.UserId, cancellation) ?? throw Problem.NotFound("user");
            if (!user.AskToConfirm(letterId, PreferredLanguage.Of(request), now))
                throw Problem.TooManyRequests(TimeSpan.FromHours(1));
            await db.SaveAndSend(cancellation);
            return user.EmailConfirmedAt is not null;
        }, cancellation);
        return TypedResults.Accepted(
            (string?)null, new ConfirmationAsked(isConfirmed ? "This address is confirmed already." : "A letter with a link is on its way."));
    }
}
