using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace QuizPlatform.Platform;

/// <summary>Headers every answer of a JSON API carries (OWASP REST Security Cheat Sheet).</summary>
public static class SecurityHeaders
{
    private static readonly StringValues Csp = "default-src 'none'; frame-ancestors 'none'";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues NoStore = "no-store";
#if !LOCAL
    private static readonly StringValues HttpsOnly = "max-age=31536000; includeSubDomains";
#endif

    /// <summary>Adds the headers; a function that may be cached overwrites <c>Cache-Control</c>.</summary>
    public static void Add(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = NoSniff;
        headers.ContentSecurityPolicy = Csp;
        headers["Referrer-Policy"] = NoReferrer;
        headers.CacheControl = NoStore;
#if !LOCAL
        headers.StrictTransportSecurity = HttpsOnly; // not in Local: on localhost it would hold for everything else that runs there
#endif
    }
}
