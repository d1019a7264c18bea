using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>The site that passkeys are made for. Browsers bind them to a domain: there are none for an address without one, nor without TLS.</summary>
public sealed class PasskeySite
{
    public PasskeySite(IOptions<PasskeyOptions> options, IOptions<MailOptions> mail)
    {
        var set = options.Value.OriginList;
        Origins = [.. (set.Count > 0 ? set : [mail.Value.Site]).Select(OriginOf).OfType<string>()];
        RpId = options.Value.RpId is { Length: > 0 } id ? id : Origins is [var first, ..] ? new Uri(first).IdnHost : "";
    }

    public IReadOnlyList<string> Origins { get; }

    public string RpId { get; }

    /// <exception cref="ProblemException">501 where there can be none.</exception>
    public void Require()
    {
        if (Origins.Count == 0)
            throw new ProblemException(501, "This platform is at an address that browsers make no passkeys for.", "passkeys.off");
    }

    /// <summary>The origin as browsers send it; null where they have no passkeys for it.</summary>
    internal static string? OriginOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.HostNameType == UriHostNameType.Dns
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IdnHost == "localhost"))
            ? $"{uri.Scheme}://{uri.IdnHost}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}"
            : null;

    internal static bool IsWithin(string origin, string domain) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.IdnHost == domain || uri.IdnHost.EndsWith($".{domain}", StringComparison.Ordinal));
}
