using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="Token">From the link of the letter.</param>
public sealed record ConfirmAddressRequest([property: Required] string? Token);

public sealed record AddressConfirmed(string Message);

/// <summary>
/// Confirms an address by the link of a letter that was sent there, which is good for three days, until the address changes. Once more changes nothing.
/// Who has a session gets what it allows with the next token.
/// </summary>
public sealed class ConfirmAddress(UsersDb db, RateLimits limits, Audit audit, TimeProvider clock)
{
    [Function(nameof(ConfirmAddress))]
    [Body<ConfirmAddressRequest>, Limited("confirm")]
    [Answer<AddressConfirmed>]
    [Refuses(422, "auth.link-spent")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/email/confirm")] HttpRequest request, CancellationToken cancellation)
    {
        limits.Require("confirm", request);
        var validation = new Validation();
        var link = MailLink.Read((await RequestBody.Read<ConfirmAddressRequest>(request, cancellation)).Token, validation);
        validation.ThrowIfAny();

        var confirmed = await db.Change<User>(link.UserId, User.IdOf(link.UserId), user =>
        {
            var now = clock.GetUtcNow();
            if (user.OpenedBy(link, LetterKind.ConfirmAddress, now) is null)
                return false;
            user.ConfirmAddress(now);
            return true;
        }, cancellation);
        if (confirmed is null)
            throw new ProblemException(422, "This link has run out, or the address has changed since. Ask for a new one.", "auth.link-spent");

        audit.EmailConfirmed(link.UserId);
        return TypedResults.Ok(new AddressConfirmed("The address is confirmed."));
    }
}
