using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Sends the letters that this app's own events ask for.</summary>
public sealed class OnMailEvent(UsersDb db, Postman postman, TimeProvider clock)
{
    [Function(nameof(OnMailEvent))]
    public async Task Run([ServiceBusTrigger("users", "mail", Connection = "ServiceBus")] string message, CancellationToken cancellation)
    {
        var told = Event.Parse(message);
        using var handling = new Handling("users", "mail", [told], clock);
        switch (told.Type)
        {
            case LetterWritten.Type:
                await postman.Deliver(told.Data<LetterWritten>().UserId, cancellation);
                break;
            case PasswordForgotten.Type:
                await WriteTo(told.Data<PasswordForgotten>().RequestId, cancellation);
                break;
            case UserRegistered.Type or UserRenamed.Type or UserDeleted.Type or SessionRevoked.Type:
                break; // no letter tells of these
            default:
                throw new UnknownEventException(told);
        }

        handling.Done();
    }

    // The letter has the request's id: delivered twice, it is written once.
    private async Task WriteTo(string requestId, CancellationToken cancellation)
    {
        if (await db.Find<ForgottenPassword>(requestId, ForgottenPassword.IdOf(requestId), cancellation) is not { } request)
            return;
        var now = clock.GetUtcNow();
        if (now - request.AskedAt < Letter.LinkLife && await db.FindByName(request.Name, cancellation) is { } user)
        {
            await db.Change<User>(
                user.UserId, user.Id, u => u.Claims(request.Name) && u.Write(requestId, LetterKind.NewPassword, request.Language, now), cancellation);
        }

        await db.Change<ForgottenPassword>(requestId, request.Id, asked => db.Remove(asked) is not null, cancellation);
    }
}
