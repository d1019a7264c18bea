using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="Token">From the link of the letter.</param>
/// <param name="Password">The new one.</param>
/// <param name="Code">Where the account has a second factor: of the app that generates codes, or a recovery code.</param>
public sealed record ResetPasswordRequest(
    [property: Required] string? Token,
    [property: Required, Length(PasswordHashing.MinLength, PasswordHashing.MaxLength)] string? Password,
    string? Code = null);

public sealed record PasswordReset(string Message);

/// <summary>Sets a new password by the link of a letter, which is good once and for half an hour. All sessions end, and a letter tells of it.</summary>
public sealed class ResetPassword(PasswordByLetter passwords, RateLimits limits, Audit audit, TimeProvider clock)
{
    [Function(nameof(ResetPassword))]
    [Body<ResetPasswordRequest>, Limited("reset")]
    [Answer<PasswordReset>]
    [Refuses(403, "auth.second-factor"), Refuses(422, "auth.link-spent")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/password/reset")] HttpRequest request, CancellationToken cancellation)
    {
        limits.Require("reset", request);
        var body = await RequestBody.Read<ResetPasswordRequest>(request, cancellation);
        await passwords.Set(body, LetterKind.NewPassword, TakeOver, audit.PasswordReset, request, cancellation);
        return TypedResults.Ok(new PasswordReset("The new password is set. Sign in with it."));
    }

    private Task TakeOver(User user, Letter letter)
    {
        user.ForgetStrangersWaysIn(clock.GetUtcNow());
        return Task.CompletedTask;
    }
}
