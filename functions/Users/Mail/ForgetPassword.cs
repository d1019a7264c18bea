using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed record ForgetPasswordRequest([property: Required, MaxLength(EmailAddress.MaxLength)] string? Email);

public sealed record PasswordLetterAsked(string Message);

/// <summary>
/// Sends a link that sets a new password to the owner of an address. Whether there is such an account shows neither in the answer nor in its time. The letter
/// is in the language of the request (<c>Accept-Language</c>).
/// </summary>
public sealed class ForgetPassword(UsersDb db, RateLimits limits, IOptions<MailOptions> mail, Audit audit, TimeProvider clock)
{
    [Function(nameof(ForgetPassword))]
    [Body<ForgetPasswordRequest>, Limited("forgotten")]
    [Answer<PasswordLetterAsked>(202)]
    [Refuses(501, "mail.off")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/password/forgotten")] HttpRequest request, CancellationToken cancellation)
    {
        limits.Require("forgotten", request);
        var body = await RequestBody.Read<ForgetPasswordRequest>(request, cancellation);
        var validation = new Validation();
        var email = EmailAddress.Read(body.Email, validation);
        validation.ThrowIfAny();
        if (!mail.Value.IsOn)
            throw new ProblemException(501, "This platform sends no letters. Ask whoever runs it for a new password.", "mail.off");
        limits.RequireInAll("forgottenInAll", request);

        var now = clock.GetUtcNow();
        db.Add(new ForgottenPassword(PublicId.New(now), Reservation.IdOf(email!), PreferredLanguage.Of(request), now));
        await db.SaveAndSend(cancellation);
        audit.NewPasswordAsked();
        return TypedResults.Accepted((string?)null, new PasswordLetterAsked("If there is an account with this address, a letter is on its way."));
    }
}
