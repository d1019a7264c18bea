using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Makes an account of who comes through the organisation for the first time, where the settings say so: linked from the start, without a password.
/// </summary>
public sealed class OrganisationAccounts(
    UsersDb db, NewAccounts accounts, OrganisationRoles roles, IOptions<OrganisationOptions> options, IOptions<AccountOptions> common,
    IOptions<MailOptions> mail, Audit audit, TimeProvider clock)
{
    private const int MaxBase = Username.MaxLength - 5; // and a hyphen and four digits
    private const int Tries = 10;

    /// <summary>Whether that person can be given an account: one has an address.</summary>
    public bool CanMake(OrganisationIdentity identity) => options.Value.CreateAccounts && identity.Email is not null;

    /// <exception cref="ProblemException">409: the address is another account's. 503: it is being made at this moment.</exception>
    public async Task<User> Make(OrganisationIdentity identity, HttpRequest request, CancellationToken cancellation)
    {
        var email = identity.Email!;
        var user = await accounts.Make(async (userId, reserve) =>
        {
            if (!await reserve(identity.Reservation))
                throw Problem.Unavailable("An account is being made for you at this moment. Sign in again.", TimeSpan.FromSeconds(2));
            if (!await reserve(Reservation.IdOf(email)))
                throw HasAccount();
            var username = await Free(identity.Names, reserve);
            var now = clock.GetUtcNow();
            // Whose the address is only the provider can have looked at, and only then may it make an admin.
            var given = roles.Of(identity, identity.EmailIsVerified && common.Value.IsAdmins(email) ? [Role.Player, Role.Admin] : [Role.Player]);
            var user = User.Register(userId, username, email, NameOf(identity, username), passwordHash: "", Role.All.Where(given.Contains), now);
            user.Link(identity, now);
            if (identity.EmailIsVerified)
                user.ConfirmAddress(now);
            else if (mail.Value.IsOn)
                user.AskToConfirm(PublicId.New(now), PreferredLanguage.Of(request), now);
            return user;
        }, cancellation);
        audit.OrganisationLinked(user.UserId);
        db.ChangeTracker.Clear();
        return user;
    }

    internal static ProblemException HasAccount() =>
        Problem.Conflict("There is an account with your address already. Sign in to it once, and link it.", "organisation.link");

    private static string NameOf(OrganisationIdentity identity, Username username)
    {
        var validation = new Validation();
        var name = DisplayName.Read(identity.DisplayName, validation);
        return validation.HasFaults ? username.Text : name;
    }

    private static async Task<Username> Free(IEnumerable<string> names, Func<string, Task<bool>> reserve)
    {
        var wanted = names.Select(Plain).Append("member").First(name => name.Length >= Username.MinLength);
        for (var i = 0; i < Tries; i++)
        {
            var username = Username.Parse(i == 0 ? wanted : $"{wanted}-{RandomNumberGenerator.GetInt32(1000, 10_000)}")!;
            if (await reserve(Reservation.IdOf(username)))
                return username;
        }

        throw Problem.Unavailable("No username could be found for you just now. Sign in again.", TimeSpan.FromSeconds(1));
    }

    /// <summary>What of a name can be in a username: <c>josé.núñez@example.org</c> is <c>jose.nunez</c>.</summary>
    internal static string Plain(string name)
    {
        // Not the characters that are none, nor halves of others, which cannot be normalized.
        var known = name.Split('@')[0]
            .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate));
        var letters = string.Concat(known).Normalize(NormalizationForm.FormKD)
            .Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : char.IsWhiteSpace(c) ? '.' : '\0').Where(c => c != '\0');
        return string.Concat(string.Concat(letters).TrimStart('.', '-', '_').Take(MaxBase)).TrimEnd('.', '-', '_');
    }
}
