using System.ComponentModel.DataAnnotations;

namespace QuizPlatform.Users;

/// <summary>
/// Section <c>Organisation</c>: people sign in with the account that they have at an OpenID Connect provider. Nobody does where no authority is set.
/// </summary>
public sealed class OrganisationOptions : IValidatableObject
{
    public const string Section = "Organisation";

    /// <summary>The provider's issuer, e.g. <c>https://accounts.google.com</c>.</summary>
    public string? Authority { get; set; }

    /// <summary>What the provider knows this platform by: the ID tokens' <c>aud</c>.</summary>
    public string? ClientId { get; set; }

    /// <summary>Whether who comes for the first time is given an account. Anybody whom the provider lets through then has one.</summary>
    public bool CreateAccounts { get; set; }

    /// <summary>The claim of ID tokens that says who has which roles, e.g. <c>roles</c> or <c>groups</c>; none where there is none.</summary>
    public string? RolesClaim { get; set; }

    /// <summary>The claim's value that makes an author; null: the claim does not say who is one.</summary>
    public string? AuthorRole { get; set; }

    /// <summary>The claim's value that makes an admin; null: the claim does not say who is one.</summary>
    public string? AdminRole { get; set; }

    public bool IsOn => Authority is { Length: > 0 };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
            yield break;
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var issuer) || (issuer.Scheme != Uri.UriSchemeHttps && !issuer.IsLoopback)
            || issuer.Query.Length > 0 || issuer.Fragment.Length > 0)
            yield return new($"'{Authority}' is no https address of a provider, such as https://accounts.google.com.", [nameof(Authority)]);
        if (string.IsNullOrWhiteSpace(ClientId))
            yield return new("With Organisation:Authority it is needed.", [nameof(ClientId)]);
        if (RolesClaim is { Length: > 0 } && AuthorRole is not { Length: > 0 } && AdminRole is not { Length: > 0 })
            yield return new("Organisation:AuthorRole or Organisation:AdminRole must say which of its values gives a role.", [nameof(RolesClaim)]);
    }
}
