using System.ComponentModel.DataAnnotations;

namespace QuizPlatform.Users;

/// <summary>Section <c>Users</c>.</summary>
public sealed class AccountOptions
{
    public const string Section = "Users";

    /// <summary>
    /// Whoever registers with this e-mail address becomes an admin; where letters reach people, once the address is confirmed. Elsewhere register it before
    /// you tell anybody where the platform is.
    /// </summary>
    public string? AdminEmail { get; set; }

    /// <summary>Whether people may play as guests, without an account.</summary>
    public bool Guests { get; set; } = true;

    /// <summary>Whether people may publish quizzes before their address is confirmed; null: only where no letters reach anybody.</summary>
    public bool? UnconfirmedPublish { get; set; }

    /// <summary>Whether it is the one of <see cref="AdminEmail"/>.</summary>
    public bool IsAdmins(EmailAddress email) => EmailAddress.Parse(AdminEmail)?.Folded == email.Folded;
}

/// <summary>Section <c>Passwords</c>.</summary>
public sealed class PasswordOptions
{
    public const string Section = "Passwords";

    /// <summary>OWASP's figure for PBKDF2-HMAC-SHA512 is 210,000; a Local run (tests, a class on an old laptop) may ask for less.</summary>
#if LOCAL
    public const int Least = 1_000;
#else
    public const int Least = 220_000;
#endif

    /// <summary>Growing it rehashes each password at its owner's next sign-in.</summary>
    [Range(1, 10_000_000)]
    public int Iterations { get; set; } = 220_000;
}
