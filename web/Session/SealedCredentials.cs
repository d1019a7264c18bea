using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace QuizPlatform.Web.Session;

/// <summary>
/// Name and password of somebody who is asked for a code next: encrypted in the form, for five minutes, so that nobody types them twice and no gateway keeps
/// them.
/// </summary>
public sealed class SealedCredentials(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("sign-in").ToTimeLimitedDataProtector();

    public string Seal(string name, string password) => _protector.Protect(JsonSerializer.Serialize(new Credentials(name, password)), Lifetime);

    /// <summary>Null when it is not ours, or too old.</summary>
    public (string Name, string Password)? Open(string? text)
    {
        try
        {
            var credentials = JsonSerializer.Deserialize<Credentials>(_protector.Unprotect(text ?? ""))!;
            return (credentials.Name, credentials.Password);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record Credentials(string Name, string Password);
}
