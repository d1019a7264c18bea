using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Holds an e-mail address, a username or the like for one account: uniqueness is this document's id. The id is made from a hash of the name, so
/// that a username still held after its account was deleted can be read by nobody.
/// </summary>
public sealed class Reservation : Document
{
    private Reservation()
    {
    }

    public Reservation(string id, string userId, DateTimeOffset now)
        : base(id, id)
    {
        UserId = userId;
        ReservedAt = now;
    }

    public string UserId { get; private set; } = null!;
    public DateTimeOffset ReservedAt { get; private set; }

    /// <summary>Kept from everybody until then: the username of a deleted account.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    public static string IdOf(EmailAddress email) => IdOf("email", email.Folded);

    /// <summary>For a text that was given or kept as an address; what can be none (any more) stands for itself.</summary>
    public static string IdOfEmail(string text) => IdOf(EmailAddress.Parse(text) ?? new EmailAddress(text, text));

    public static string IdOf(Username username) => IdOf("username", username.Folded);

    /// <summary>For somebody as an issuer knows them: JSON, so that no two are written alike.</summary>
    public static string IdOfMember(string issuer, string subject) => IdOf("organisation", JsonSerializer.Serialize((string[])[issuer, subject]));

    /// <summary>For a passkey, by the id that its device has given it (WebAuthn Level 3, 7.1: one that is registered for nobody).</summary>
    public static string IdOfPasskey(string credentialId) => IdOf("passkey", credentialId);

    public void PassTo(string userId, DateTimeOffset now)
    {
        UserId = userId;
        ReservedAt = now;
        HeldUntil = null;
    }

    public void HoldUntil(DateTimeOffset until) => HeldUntil = until;

    private static string IdOf(string kind, string folded) => $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folded)))}";
}
