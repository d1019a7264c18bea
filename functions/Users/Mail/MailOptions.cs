using System.ComponentModel.DataAnnotations;
using System.Net.Mail;

namespace QuizPlatform.Users;

/// <summary>Section <c>Mail</c>: who delivers letters, one of a folder, an SMTP server and Azure; none of them, and no letters are sent.</summary>
public sealed class MailOptions : IValidatableObject
{
    public const string Section = "Mail";

    /// <summary>Letters become files here: where there is nobody to deliver them.</summary>
    public string? Folder { get; set; }

    /// <summary>Of an SMTP server.</summary>
    public string? SmtpHost { get; set; }

    /// <summary>465 is TLS from the first byte; on any other it begins with STARTTLS.</summary>
    [Range(1, 65_535)]
    public int SmtpPort { get; set; } = 587;

    /// <summary>Null: the server asks for none.</summary>
    public string? SmtpUser { get; set; }
    public string? SmtpPassword { get; set; }

    /// <summary><c>required</c>; <c>implicit</c>, on any port from the first byte; or <c>none</c>, for a server on the same machine.</summary>
    public string SmtpTls { get; set; } = "required";

    /// <summary>Of Azure Communication Services, e.g. <c>https://name.europe.communication.azure.com</c>.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Whom letters are from: an address, or <c>Name &lt;address&gt;</c>.</summary>
    public string From { get; set; } = "QuizPlatform <quizplatform@localhost>";

    /// <summary>Where the web client is; links lead here, whatever a request says of its host.</summary>
    public string Site { get; set; } = "http://localhost:3000";

    /// <summary>Whether letters are sent at all.</summary>
    public bool IsOn => Folder is { Length: > 0 } || SmtpHost is { Length: > 0 } || Endpoint is { Length: > 0 };

    /// <summary>Whether letters reach people: in a folder nobody but the deployer reads them.</summary>
    public bool Reaches => IsOn && Folder is not { Length: > 0 };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (new[] { Folder, SmtpHost, Endpoint }.Count(setting => setting is { Length: > 0 }) > 1)
            yield return new("Of Mail:Folder, Mail:SmtpHost and Mail:Endpoint only one may be set.", [nameof(Folder)]);
        if (!MailAddress.TryCreate(From, out var from))
            yield return new($"'{From}' is no address that letters can be from.", [nameof(From)]);
        else if (Endpoint is { Length: > 0 } && !from.Host.Contains('.', StringComparison.Ordinal))
            yield return new($"'{From}' is no address of a domain that Azure sends for.", [nameof(From)]);
        if (Endpoint is { Length: > 0 } && (!Uri.TryCreate(Endpoint, UriKind.Absolute, out var endpoint) || endpoint.Scheme != Uri.UriSchemeHttps))
            yield return new($"'{Endpoint}' is no https address, such as https://name.europe.communication.azure.com.", [nameof(Endpoint)]);
        if (!Uri.TryCreate(Site, UriKind.Absolute, out var site) || site.Scheme is not ("http" or "https") || site.Query.Length > 0)
            yield return new($"'{Site}' is no address of a web site, such as https://quiz.example.org.", [nameof(Site)]);
        if (SmtpTls is not ("required" or "implicit" or "none"))
            yield return new($"Mail:SmtpTls is '{SmtpTls}', not 'required', 'implicit' or 'none'.", [nameof(SmtpTls)]);
    }
}
