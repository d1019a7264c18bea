using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed record EmailChangeUndone(string Message);

/// <summary>
/// Takes an account back, by the link of the letter that went to its address when that was changed: good once and for three days. The address is the account's
/// again, with a new password; later changes of it cannot be taken back. All sessions end, and a letter tells of it.
/// </summary>
public sealed class UndoEmailChange(PasswordByLetter passwords, Names names, RateLimits limits, Audit audit, TimeProvider clock)
{
    [Function(nameof(UndoEmailChange))]
    [Body<ResetPasswordRequest>, Limited("reset")]
    [Answer<EmailChangeUndone>]
    [Refuses(403, "auth.second-factor")]
    [Refuses(422, "auth.link-spent")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/email/undo")] HttpRequest request, CancellationToken cancellation)
    {
        limits.Require("reset", request);
        var body = await RequestBody.Read<ResetPasswordRequest>(request, cancellation);
        await passwords.Set(body, LetterKind.EmailChanged, TakeBack, audit.EmailTakenBack, request, cancellation);
        return TypedResults.Ok(new EmailChangeUndone("The address is the account's again, and the new password is set. Sign in with it."));

        async Task TakeBack(User user, Letter letter)
        {
            var former = user.FormerOf(letter, clock.GetUtcNow()) ?? throw PasswordByLetter.Spent();
            if (!await names.Reserve(former.Reservation, user.UserId, cancellation)) // its time may have run out at this moment
                throw PasswordByLetter.Spent();
            user.TakeBackEmail(former, clock.GetUtcNow());
        }
    }
}
