using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="DisplayName">What others see; the username where it is left out.</param>
/// <param name="GuestRefreshToken">Of the guest that one has been: what the guest did is the account's then, and the guest is gone.</param>
public sealed record RegisterUserRequest(
    [property: Required, Length(Users.Username.MinLength, Users.Username.MaxLength)] string? Username,
    [property: Required, MaxLength(EmailAddress.MaxLength)] string? Email,
    [property: Required, Length(PasswordHashing.MinLength, PasswordHashing.MaxLength)] string? Password,
    [property: MaxLength(Users.DisplayName.MaxLength)] string? DisplayName,
    string? GuestRefreshToken);

/// <param name="KeptGuest">Whether what was done as a guest goes over to the account.</param>
public sealed record RegisteredUser(string Message, UserProfile User, bool KeptGuest);

/// <summary>
/// Makes an account. Everybody is a player; whose e-mail address the setting <c>Users:AdminEmail</c> names is an admin, too: where letters reach people, once
/// the address is confirmed.
/// </summary>
public sealed class RegisterUser(
    UsersDb db, Names names, NewAccounts accounts, PasswordHashing passwords, RateLimits limits, IOptions<AccountOptions> options,
    IOptions<MailOptions> mail, AccountCleanup cleanup, TimeProvider clock)
{
    [Function(nameof(RegisterUser))]
    [Body<RegisterUserRequest>, Limited("register")]
    [Answer<RegisteredUser>(201, "Location")]
    [Refuses(409, "user.taken")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/register")] HttpRequest request, CancellationToken cancellation)
    {
        limits.Require("register", request);
        var body = await RequestBody.Read<RegisterUserRequest>(request, cancellation);
        var (username, email, password, displayName) = await Read(body, cancellation);

        var (usernameReservation, emailReservation) = (Reservation.IdOf(username), Reservation.IdOf(email));
        Names.RefuseTaken(await names.IsTaken(emailReservation, cancellation), await names.IsTaken(usernameReservation, cancellation));
        await passwords.RequireStrong("password", password, [username.Text, email.Text, displayName], cancellation);

        User? guest = null;
        var user = await accounts.Make(async (userId, reserve) =>
        {
            if (!await reserve(emailReservation))
                Names.RefuseTaken(email: true, username: false);
            if (!await reserve(usernameReservation))
                Names.RefuseTaken(email: false, username: true);

            // Last, because it is what costs most: who is refused has not been hashed for.
            var hash = await passwords.Hash(password, cancellation);
            guest = await db.FindGuest(body.GuestRefreshToken, clock.GetUtcNow(), cancellation);
            var user = User.Register(userId, username, email, displayName, hash, RolesOf(email), clock.GetUtcNow(), keepsGuest: guest?.UserId);
            user.Rename(displayName, guest is { HideName: true }, clock.GetUtcNow());
            if (options.Value.IsAdmins(email) && mail.Value.Reaches)
                user.BeAdminOnceConfirmed();
            if (mail.Value.IsOn)
                user.AskToConfirm(PublicId.New(clock.GetUtcNow()), PreferredLanguage.Of(request), clock.GetUtcNow());
            return user;
        }, cancellation);

        var kept = guest is not null && await Keep(guest.UserId, user.UserId, cancellation);
        return TypedResults.Created("/api/users/profile", new RegisteredUser("User registered successfully", UserProfile.Of(user), kept));
    }

    // Somebody else may have been quicker with the same guest.
    private async Task<bool> Keep(string guestId, string userId, CancellationToken cancellation)
    {
        await cleanup.Finish(userId, cancellation);
        db.ChangeTracker.Clear();
        return (await db.FindUser(guestId, cancellation))?.KeptBy == userId;
    }

    private async Task<(Username Username, EmailAddress Email, string Password, string DisplayName)> Read(
        RegisterUserRequest body, CancellationToken cancellation)
    {
        var validation = new Validation();
        var username = Username.Read(body.Username, validation);
        var email = EmailAddress.Read(body.Email, validation);
        var password = PasswordHashing.ReadNew("password", body.Password, validation);
        var displayName = string.IsNullOrWhiteSpace(body.DisplayName) ? username?.Text : DisplayName.Read(body.DisplayName, validation);

        // All faults are told at once; this one as far as it shows without the names that cannot be used. Where they can, it is looked for later.
        if (validation.HasFaults && password is not null)
        {
            PasswordHashing.Check("password", await passwords.FindWeakness(password, [username?.Text ?? "", email?.Text ?? ""], cancellation), validation);
        }

        validation.ThrowIfAny();
        return (username!, email!, password!, displayName!);
    }

    private string[] RolesOf(EmailAddress email) => options.Value.IsAdmins(email) && !mail.Value.Reaches ? [Role.Player, Role.Admin] : [Role.Player];
}
