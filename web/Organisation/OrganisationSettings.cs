using System.ComponentModel.DataAnnotations;

namespace QuizPlatform.Web.Organisation;

/// <summary>Section <c>Organisation</c> of the gateway: the OpenID Connect provider that people sign in with; none where no authority is set.</summary>
public sealed class OrganisationSettings : IValidatableObject
{
    public const string Section = "Organisation";

    /// <summary>What people call it: "Sign in with …".</summary>
    public string? Name { get; set; }

    /// <summary>The provider's issuer, as the Users app has it.</summary>
    public string? Authority { get; set; }

    /// <summary>What the provider knows this platform by, as the Users app has it.</summary>
    public string? ClientId { get; set; }

    /// <summary>By which the provider believes that it is this platform.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Where people find this site, e.g. <c>https://quiz.example.org</c>; null: by whatever name they have asked for it.</summary>
    public string? Site { get; set; }

    public bool IsOn => Authority is { Length: > 0 };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOn)
            yield break;
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var issuer) || (issuer.Scheme != Uri.UriSchemeHttps && !issuer.IsLoopback))
            yield return new($"'{Authority}' is no https address of a provider, such as https://accounts.google.com.", [nameof(Authority)]);
        (string Setting, string? Value)[] needed = [(nameof(Name), Name), (nameof(ClientId), ClientId), (nameof(ClientSecret), ClientSecret)];
        foreach (var (setting, _) in needed.Where(need => string.IsNullOrWhiteSpace(need.Value)))
            yield return new("With Organisation:Authority it is needed.", [setting]);
        if (Site is { Length: > 0 } && (!Uri.TryCreate(Site, UriKind.Absolute, out var site) || site.Scheme is not ("http" or "https")
            || site.PathAndQuery != "/"))
            yield return new($"'{Site}' is no address of a web site, such as https://quiz.example.org.", [nameof(Site)]);
    }
}
