using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// A public key whose private half is with the owner's device (WebAuthn), in the account itself: adding one, ending the other sessions and the letter that
/// tells of it are one save.
/// </summary>
public sealed class Passkey
{
    internal const int MaxNameLength = 50;

    // Web Authentication Level 3, 5.8.4.
    private static readonly string[] KnownTransports = ["ble", "hybrid", "internal", "nfc", "smart-card", "usb"];

    private Passkey()
    {
    }

    /// <param name="passkeyId">The challenge's that it was made for: a repeat is known by it.</param>
    internal Passkey(string passkeyId, string name, UserPasskeyInfo made, DateTimeOffset now)
    {
        PasskeyId = passkeyId;
        Name = name;
        CredentialId = Base64Url.EncodeToString(made.CredentialId);
        PublicKey = Base64Url.EncodeToString(made.PublicKey);
        SignCount = made.SignCount;
        Transports = [.. (made.Transports ?? []).Intersect(KnownTransports)];
        IsBackupEligible = made.IsBackupEligible;
        IsBackedUp = made.IsBackedUp;
        CreatedAt = now;
    }

    public string PasskeyId { get; private set; } = null!;
    public string Name { get; private set; } = null!;
    public string CredentialId { get; private set; } = null!;

    /// <summary>The id of the one that keeps it from other accounts.</summary>
    public string Reservation => Users.Reservation.IdOfPasskey(CredentialId);

    /// <summary>COSE.</summary>
    public string PublicKey { get; private set; } = null!;

    /// <summary>How often it has signed, as far as its device counts; most do not, and it stays 0.</summary>
    public long SignCount { get; private set; }

    public List<string> Transports { get; private set; } = [];

    /// <summary>Whether it may be copied to others of the owner's devices.</summary>
    public bool IsBackupEligible { get; private set; }

    public bool IsBackedUp { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <summary>Whether it has an id, and is not so large that an account could not hold some.</summary>
    internal static bool CanKeep(UserPasskeyInfo made) => made.CredentialId.Length is > 0 and <= 1023 && made.PublicKey.Length <= 2048;

    internal static string ReadName(string? text, Validation validation) => validation.Line("name", text, 1, MaxNameLength);

    /// <summary>
    /// As the handler knows it, but for the counter, which it does not look at then: it could not tell a counter that goes back from a bad signature, and
    /// only <see cref="Use"/> is saved against others.
    /// </summary>
    internal UserPasskeyInfo ToInfo() => new(
        Base64Url.DecodeFromChars(CredentialId), Base64Url.DecodeFromChars(PublicKey), CreatedAt, signCount: 0, [.. Transports],
        isUserVerified: true, IsBackupEligible, IsBackedUp, attestationObject: [], clientDataJson: []);

    internal bool IsOf(byte[] credentialId) => CredentialId == Base64Url.EncodeToString(credentialId);

    internal void Rename(string name) => Name = name;

    /// <returns>False when its counter does not grow, though it counts: there is a copy of its private half.</returns>
    internal bool Use(UserPasskeyInfo shown, DateTimeOffset now)
    {
        if ((shown.SignCount != 0 || SignCount != 0) && shown.SignCount <= SignCount)
            return false;
        SignCount = shown.SignCount;
        IsBackedUp = shown.IsBackedUp;
        LastUsedAt = now;
        return true;
    }
}
