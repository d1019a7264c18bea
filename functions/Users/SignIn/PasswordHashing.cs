using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Hashes and checks passwords with ASP.NET Core Identity's hasher (PBKDF2-HMAC-SHA512), as many at a time as there are processors. A password is taken
/// exactly as it was sent.
/// </summary>
public sealed class PasswordHashing(IPasswordHasher<User> hasher, IOptions<PasswordHasherOptions> options) : IDisposable
{
    public const int MinLength = 8;
    public const int MaxLength = 128;

    private readonly HeavyWork _work = new(
        atOnce: Environment.ProcessorCount, maxWaiting: 256, maxWait: TimeSpan.FromSeconds(30),
        busy: "Too many people are signing in at this moment. Try again in a few seconds.");

    private readonly User _nobody = User.NeverRegistered("", default);
    private readonly string _nobodysHash = NobodysHash(options.Value.IterationCount);

    /// <summary>The password, or null with a fault noted: its length, counted in Unicode's code points as NIST does, is out of range.</summary>
    public static string? ReadNew(string field, string? password, Validation validation)
    {
        var length = password?.EnumerateRunes().Count() ?? 0;
        validation.Check(length > 0, field, $"'{field}' is required.");
        validation.Check(length is 0 or >= MinLength, field, $"'{field}' must have at least {MinLength} characters.");
        validation.Check(length <= MaxLength, field, $"'{field}' must have at most {MaxLength} characters.");
        return length is >= MinLength and <= MaxLength ? password : null;
    }

    /// <summary>Refuses a new password that is too easy to guess.</summary>
    /// <param name="known">What an attacker would try first: the person's own names.</param>
    /// <exception cref="ProblemException">400: too easy to guess. 503: too many wait already.</exception>
    public async Task RequireStrong(string field, string password, IReadOnlyCollection<string> known, CancellationToken cancellation)
    {
        var validation = new Validation();
        Check(field, await FindWeakness(password, known, cancellation), validation);
        validation.ThrowIfAny();
    }

    /// <summary>Notes a fault where there is a weakness.</summary>
    public static void Check(string field, Weakness? weakness, Validation validation)
    {
        if (weakness is not null)
            validation.Refuse(field, weakness.Sentence, weakness.Reason);
    }

    /// <summary>Why a new password is too easy to guess; null when it is not.</summary>
    /// <param name="known">What an attacker would try first: the person's own names.</param>
    /// <exception cref="ProblemException">503: too many wait already.</exception>
    public Task<Weakness?> FindWeakness(string password, IReadOnlyCollection<string> known, CancellationToken cancellation) =>
        _work.Do(() => PasswordStrength.FindWeakness(password, known), cancellation);

    /// <summary>The hash to keep.</summary>
    /// <exception cref="ProblemException">503: too many wait already.</exception>
    public Task<string> Hash(string password, CancellationToken cancellation) =>
        _work.Do(() => hasher.HashPassword(_nobody, password), cancellation);

    /// <summary>Checks a password. Nobody's, and that of an account without one, takes the same work as anybody's, and is wrong.</summary>
    /// <exception cref="ProblemException">503: too many wait already.</exception>
    public Task<PasswordVerificationResult> Verify(User? user, string password, CancellationToken cancellation) =>
        _work.Do(
            () =>
            {
                if (user is { HasPassword: true })
                    return hasher.VerifyHashedPassword(user, user.PasswordHash, password);
                hasher.VerifyHashedPassword(_nobody, _nobodysHash, password);
                return PasswordVerificationResult.Failed;
            },
            cancellation);

    public void Dispose() => _work.Dispose();

    // In Identity's format (version 3: marker, PRF, iterations, salt length, salt, subkey), but of no password at all.
    private static string NobodysHash(int iterations)
    {
        const int SaltLength = 16, SubkeyLength = 32;
        var hash = RandomNumberGenerator.GetBytes(13 + SaltLength + SubkeyLength);
        hash[0] = 0x01;
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(1), 2); // HMAC-SHA512
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(5), (uint)iterations);
        BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(9), SaltLength);
        return Convert.ToBase64String(hash);
    }
}
