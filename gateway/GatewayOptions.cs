using System.ComponentModel.DataAnnotations;

namespace QuizPlatform.Gateway;

/// <summary>Section <c>Gateway</c>.</summary>
public sealed class GatewayOptions : IValidatableObject
{
    public const string Section = "Gateway";

    /// <summary>
    /// Ask every instance twice a second whether it is there. Where asking costs, as on Flex Consumption, where it is a billed second, an instance is left
    /// out only once a request did not reach it.
    /// </summary>
    public bool ProbeInstances { get; set; }

    /// <summary>The names of the services stand for as many instances as they have addresses, asked for each second: compose.</summary>
    public bool ResolveInstances { get; set; }

    /// <summary>
    /// A JSON file with settings <c>Services:…</c> that may change while the gateway runs; start-services.sh writes one. None where there is none.
    /// </summary>
    public string? InstancesFile { get; set; }

    /// <summary>How long an app may keep silent on a request before it is given up with 504.</summary>
    [Range(1, 230)]
    public int RequestSeconds { get; set; } = 60;

    /// <summary>Other sites whose pages may call the API, with commas: <c>https://quiz.example.org</c>. None where there is none.</summary>
    public string? Origins { get; set; }

    /// <summary>The names people know the gateway by, with commas: <c>quiz.example.org</c>. None: any will do.</summary>
    public string? Hosts { get; set; }

    public IEnumerable<string> OriginList => List(Origins);

    public IEnumerable<string> HostList => List(Hosts);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var origins =
            from origin in OriginList
            where !Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
                || uri.GetLeftPart(UriPartial.Authority) != origin
            select new ValidationResult($"'{origin}' is no origin as browsers send it, such as https://quiz.example.org.", [nameof(Origins)]);
        var hosts =
            from host in HostList
            where Uri.CheckHostName(host) == UriHostNameType.Unknown
            select new ValidationResult($"'{host}' is no name of a host, such as quiz.example.org.", [nameof(Hosts)]);
        return origins.Concat(hosts);
    }

    private static string[] List(string? text) => (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
