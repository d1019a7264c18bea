using OtpNet;

namespace QuizPlatform.Users;

/// <summary>
/// An app of the owner's that generates codes (TOTP, RFC 6238), with the recovery codes for when it is lost; in the account itself, so that a code is spent
/// by the save that it is for. Its secret is kept as it is: no key of the platform's lasts as long as an account.
/// </summary>
public sealed class Authenticator
{
    private const int FreeFailures = 5;
    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);

    private Authenticator()
    {
    }

    internal Authenticator(string authenticatorId, string secret, DateTimeOffset now) => (AuthenticatorId, Secret, SetUpAt) = (authenticatorId, secret, now);

    /// <summary>Of the state that it was set up by: a repeat is known by it.</summary>
    public string AuthenticatorId { get; private set; } = null!;

    /// <summary>Base32.</summary>
    public string Secret { get; private set; } = null!;

    public DateTimeOffset SetUpAt { get; private set; }

    /// <summary>Of the last code that was used: neither it nor one before it is good again.</summary>
    public long LastStep { get; private set; }

    /// <summary>Whose the last use was: asked again by the same request, as when the store's answer was lost, it is still that one's.</summary>
    public string? LastRequest { get; private set; }

    public List<string> RecoveryHashes { get; private set; } = [];

    /// <summary>Wrong codes since the last right one: counted here, each by a save of its own, so that guesses at once are told no more than others.</summary>
    public int Failures { get; private set; }

    public DateTimeOffset? LastFailedAt { get; private set; }

    internal static string NewSecret() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(OtpHashMode.Sha1)).TrimEnd('=');

    /// <summary>What such an app reads, mostly from a QR code.</summary>
    internal static string UriOf(string secret, User user) => new OtpUri(OtpType.Totp, secret, user.Username, "QuizPlatform").ToString();

    internal TimeSpan WaitFor(DateTimeOffset now)
    {
        if (Failures < FreeFailures || LastFailedAt is not { } last || last > now)
            return TimeSpan.Zero;
        var seconds = Math.Min(MaxWait.TotalSeconds, Math.Pow(2, Math.Min(Failures - FreeFailures, 30)));
        var left = last + TimeSpan.FromSeconds(seconds) - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Takes a code of the app, of now or half a minute off, once.</summary>
    /// <returns>False when it is wrong, which is counted.</returns>
    internal bool Use(string code, string request, DateTimeOffset now)
    {
        if (!UseStep(code, now))
        {
            Failures++;
            LastFailedAt = now;
            return false;
        }

        Used(request);
        return true;
    }

    /// <summary>Takes a recovery code, once.</summary>
    /// <returns>False when it is none.</returns>
    internal bool UseRecoveryCode(string code, string request)
    {
        if (!RecoveryHashes.Remove(RecoveryCodes.HashOf(code)))
            return false;
        Used(request);
        return true;
    }

    /// <summary>Whether it is the code that turned this on, or one of about then, and all of those recovery codes are good.</summary>
    internal bool IsJustOn(string code, IEnumerable<string> recovery, DateTimeOffset now) =>
        RecoveryHashes.SequenceEqual(recovery.Select(RecoveryCodes.HashOf)) && now - SetUpAt < SealedStates.Lifetime
        && StepOf(code, now) is { } step && step <= LastStep;

    /// <summary>These take the place of all that there were; they are not kept, only their hashes are.</summary>
    internal void SetRecoveryCodes(IEnumerable<string> codes) => RecoveryHashes = [.. codes.Select(RecoveryCodes.HashOf)];

    private void Used(string request) => (LastRequest, Failures, LastFailedAt) = (request, 0, null);

    private bool UseStep(string code, DateTimeOffset now)
    {
        if (StepOf(code, now) is not { } step || step <= LastStep)
            return false;
        LastStep = step;
        return true;
    }

    private long? StepOf(string code, DateTimeOffset now)
    {
        var digits = string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
        return new Totp(Base32Encoding.ToBytes(Secret)).VerifyTotp(now.UtcDateTime, digits, out var step, new VerificationWindow(1, 1)) ? step : null;
    }
}
