using System.ComponentModel.DataAnnotations;

namespace QuizPlatform.Users;

/// <summary>Section <c>Passkeys</c>: the site that they are made for. Where nothing is set it is the one of <see cref="MailOptions.Site"/>.</summary>
public sealed class PasskeyOptions : IValidatableObject
{
    public const string Section = "Passkeys";

    /// <summary>The addresses of the pages that may ask for one, with commas: <c>https://quiz.example.org</c>.</summary>
    public string? Origins { get; set; }

    /// <summary>The domain they are bound to, that of the first origin or one above it. Once it changes, those made before are good for nothing.</summary>
    public string? RpId { get; set; }

    public IReadOnlyList<string> OriginList =>
        (Origins ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var origin in OriginList.Where(origin => PasskeySite.OriginOf(origin) != origin))
            yield return new($"'{origin}' is no origin of pages that browsers give passkeys to, such as https://quiz.example.org.", [nameof(Origins)]);
        if (RpId is { Length: > 0 } && OriginList.FirstOrDefault(origin => !PasskeySite.IsWithin(origin, RpId)) is { } outside)
            yield return new($"'{RpId}' is not the domain of {outside}, nor one above it.", [nameof(RpId)]);
    }
}
