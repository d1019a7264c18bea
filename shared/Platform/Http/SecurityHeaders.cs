using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace QuizPlatform.Platform;

/// <summary>Headers every answer of a JSON API carries (OWASP REST Security Cheat Sheet).</summary>
public static class SecurityHeaders
{
    private static readonly StringValues Csp = "default-src 'none'; frame-ancestors 'none'";
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues NoStore = "no-store";

    /// <summary>Adds those that the answer does not have; one that may be cached has its own <c>Cache-Control</c>.</summary>
    public static void Add(IHeaderDictionary headers)
    {
        headers.TryAdd(HeaderNames.XContentTypeOptions, NoSniff);
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, Csp);
        headers.TryAdd("Referrer-Policy", NoReferrer);
        headers.TryAdd(HeaderNames.CacheControl, NoStore);
    }
}
