using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="HideName">Whether boards keep the name to themselves: place and score stay.</param>
/// <param name="Password">The new one.</param>
/// <param name="CurrentPassword">Needed for a new e-mail address and for a new password; where there is none, one has signed in within ten minutes.</param>
/// <param name="Code">Needed for them too where the account has a second factor: of the app that generates codes, or a recovery code.</param>
public sealed record UpdateProfileRequest(
    [property: Length(1, Users.DisplayName.MaxLength)] string? DisplayName,
    bool? HideName,
    [property: MaxLength(EmailAddress.MaxLength)] string? Email,
    [property: Length(PasswordHashing.MinLength, PasswordHashing.MaxLength)] string? Password,
    string? CurrentPassword,
    string? Code = null);

public sealed record UpdatedProfile(string Message, UserProfile User);

/// <summary>Changes what is given of one's own profile. A new password ends the other sessions.</summary>
public sealed class UpdateProfile(
    UsersDb db, BearerTokens bearer, Names names, PasswordHashing passwords, PasswordConfirmation confirmation, SecondFactorCheck secondFactor,
    AccountCleanup cleanup, IOptions<MailOptions> mail, Audit audit, TimeProvider clock)
{
    [Function(nameof(UpdateProfile))]
    [Body<UpdateProfileRequest>, IfMatch]
    [Answer<UpdatedProfile>(200, "ETag")]
    [Refuses(403, "auth.wrong-password", "auth.second-factor", "auth.guest", "auth.sign-in-again"), Refuses(404, "user.not-found")]
    [Refuses(409, "user.taken")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/users/profile")] HttpRequest request, CancellationToken cancellation)
    {
        var (caller, body, _) = await bearer.RequireWithBody<UpdateProfileRequest>(request, _ => { }, cancellation);
        var (displayName, email) = Read(body);
        if (email is not null || body.Password is not null)
            caller.RequireAccount("A guest has neither an e-mail address nor a password. Register to have both.");

        // A save may lose against one that its owner cannot see (a sent event, a rehash): then the revision still matches, and it is made again.
        string? confirmed = null, hash = null;
        var requestId = Guid.NewGuid().ToString("N");
        var user = await db.Repeat(async () =>
        {
            var user = await Load(caller, request, cancellation); // before the name is reserved: see Names
            if (email is not null || body.Password is not null)
            {
                confirmed = await confirmation.Require(caller, user, "currentPassword", body.CurrentPassword, confirmed, request, cancellation);
                await secondFactor.Require(user, body.Code, requestId, 403, cancellation);
            }

            if (body.Password is not null)
                hash ??= await Hash(body.Password, [user.Username, email?.Text ?? user.Email, displayName ?? user.DisplayName], cancellation);
            await db.RequireAllowed(caller, cancellation);
            await Reserve(email, user, cancellation);
            Change(user, caller, displayName, body.HideName, email, hash, PreferredLanguage.Of(request));
            await db.SaveAndSend(cancellation);
            return user;
        }, cancellation);

        if (hash is not null)
            audit.PasswordChanged(user.UserId);
        if (email is not null)
            audit.EmailChanged(user.UserId);
        if (user.CleanupSince is not null)
            await cleanup.Finish(user.UserId, cancellation);
        request.HttpContext.Response.Headers.ETag = ETags.Of(user.Revision);
        return TypedResults.Ok(new UpdatedProfile("Profile updated successfully", UserProfile.Of(user)));
    }

    private static (string? DisplayName, EmailAddress? Email) Read(UpdateProfileRequest body)
    {
        var validation = new Validation();
        validation.Check(body is not { DisplayName: null, HideName: null, Email: null, Password: null },
            "displayName", "Give 'displayName', 'hideName', 'email' or 'password': there is nothing to change.");
        var displayName = body.DisplayName is null ? null : DisplayName.Read(body.DisplayName, validation);
        var email = body.Email is null ? null : EmailAddress.Read(body.Email, validation);
        if (body.Password is not null)
            PasswordHashing.ReadNew("password", body.Password, validation);
        validation.ThrowIfAny();
        return (displayName, email);
    }

    private async Task<string> Hash(string password, string[] known, CancellationToken cancellation)
    {
        await passwords.RequireStrong("password", password, known, cancellation);
        return await passwords.Hash(password, cancellation);
    }

    private async Task<User> Load(Caller caller, HttpRequest request, CancellationToken cancellation)
    {
        var user = await db.FindUser(caller.UserId, cancellation) ?? throw Problem.NotFound("user");
        ETags.RequireMatch(request, ETags.Of(user.Revision));
        return user;
    }

    private async Task Reserve(EmailAddress? email, User user, CancellationToken cancellation)
    {
        if (email is not null && Reservation.IdOf(email) != user.EmailReservation)
            Names.RefuseTaken(email: !await names.Reserve(Reservation.IdOf(email), user.UserId, cancellation), username: false);
    }

    private void Change(User user, Caller caller, string? displayName, bool? hideName, EmailAddress? email, string? hash, string language)
    {
        var now = clock.GetUtcNow();
        user.Rename(displayName ?? user.DisplayName, hideName ?? user.HideName, now);
        if (email is not null && !user.ChangeEmail(email, mail.Value.IsOn ? PublicId.New(now) : null, language, now))
            throw Problem.TooManyRequests(TimeSpan.FromHours(1));
        if (email is not null && mail.Value.IsOn)
            user.AskToConfirm(PublicId.New(now), language, now);
        if (hash is null)
            return;
        user.ChangePassword(hash, caller.SessionId, now);
        if (mail.Value.IsOn)
            user.Write(PublicId.New(now), LetterKind.PasswordChanged, language, now);
    }
}
