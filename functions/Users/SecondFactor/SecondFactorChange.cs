using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Changes a second factor that is on, for who shows password and code; a letter tells of it.</summary>
public sealed class SecondFactorChange(
    UsersDb db, PasswordConfirmation confirmation, SecondFactorCheck check, AccountCleanup cleanup, IOptions<MailOptions> mail, TimeProvider clock)
{
    public static void Admit(Caller caller) => caller.RequireAccount("A guest has no second factor.");

    public async Task Make(
        Caller caller, SecondFactorProof body, HttpRequest request, LetterKind told, Action<User, DateTimeOffset> change, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var id = PublicId.New(now); // the letter's, and the request's
        string? confirmed = null;
        _ = await db.Change<User>(caller.UserId, User.IdOf(caller.UserId), async user =>
        {
            confirmed = await confirmation.Require(caller, user, "password", body.Password, confirmed, request, cancellation);
            if (!user.HasSecondFactor)
                return false;
            await check.Require(user, body.Code, id, 403, cancellation);
            await db.RequireAllowed(caller, cancellation);
            change(user, now);
            if (mail.Value.IsOn)
                user.Write(id, told, PreferredLanguage.Of(request), now);
            return true;
        }, cancellation) ?? throw Problem.NotFound("second factor");
        await cleanup.Finish(caller.UserId, cancellation);
    }
}
