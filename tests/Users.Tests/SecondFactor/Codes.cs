using OtpNet;

namespace QuizPlatform.Users.Tests;

/// <summary>An app that generates codes from a secret.</summary>
internal sealed record Codes(string Secret, TimeProvider Clock)
{
    public string Now() => At(0);

    /// <summary>On a device whose clock is so many seconds ahead.</summary>
    public string At(int seconds) => new Totp(Base32Encoding.ToBytes(Secret)).ComputeTotp(Clock.GetUtcNow().AddSeconds(seconds).UtcDateTime);
}
