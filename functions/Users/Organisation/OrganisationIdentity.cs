using Microsoft.IdentityModel.JsonWebTokens;

namespace QuizPlatform.Users;

/// <summary>Who somebody is at the organisation's provider, by an ID token that was verified.</summary>
/// <param name="Nonce">Of the request for it: there is one sign-in to each.</param>
/// <param name="Email">Null where it tells none that could be one.</param>
/// <param name="EmailIsVerified">Whether the provider says that the address is the person's own.</param>
/// <param name="Names">What could be the username, the best first.</param>
/// <param name="Groups">The values of the claim that tells of roles.</param>
public sealed record OrganisationIdentity(
    string Issuer, string Subject, string Nonce, EmailAddress? Email, bool EmailIsVerified, string? DisplayName, IReadOnlyList<string> Names,
    IReadOnlyCollection<string> Groups)
{
    /// <summary>Whether the provider says that it is that account's address, and the person's own.</summary>
    public bool Verifies(User user) => EmailIsVerified && Users.Reservation.IdOf(Email!) == user.EmailReservation;

    private const int MaxSubject = 255; // OpenID Connect Core 1.0, 2

    /// <summary>What the link to an account is told apart by.</summary>
    public string Reservation => Users.Reservation.IdOfMember(Issuer, Subject);

    /// <summary>Null where the token lacks what one is known by.</summary>
    public static OrganisationIdentity? Of(JsonWebToken token, string? rolesClaim)
    {
        if (token.Subject is not { Length: > 0 and <= MaxSubject } || Text("nonce") is not { } nonce)
            return null;
        var email = EmailAddress.Parse(Text("email"));
        // Entra ID does not tell email_verified, but, where an app asks for it, whether the address's domain is its tenant's.
        var isVerified = email is not null && Text(token.TryGetPayloadValue("email_verified", out object _) ? "email_verified" : "xms_edov") is { } verified
            && (verified.Equals("true", StringComparison.OrdinalIgnoreCase) || verified == "1");
        string?[] names = [Text("preferred_username"), email?.Text, Text("name")];
        return new(token.Issuer, token.Subject, nonce, email, isVerified, Text("name"), [.. names.OfType<string>()],
            rolesClaim is { Length: > 0 } ? [.. token.Claims.Where(claim => claim.Type == rolesClaim).Select(claim => claim.Value)] : []);

        // Of a list there is one claim for each of its values.
        string? Text(string type) => token.Claims.Where(claim => claim.Type == type).Take(2).ToList() is [{ Value: { Length: > 0 } value }] ? value : null;
    }
}
