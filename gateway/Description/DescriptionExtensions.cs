using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using QuizPlatform.Platform;
using Scalar.AspNetCore;

namespace QuizPlatform.Gateway;

internal static class DescriptionExtensions
{
    // Scalar brings its styles in the page itself. The sandbox takes the page's origin away: no cookie and no storage of ours is in its reach.
    private const string Csp = "sandbox allow-scripts allow-popups; default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly CachedJson Description = CachedJson.Written(Read("openapi.json"), cacheControl: "public, max-age=300");
    private static readonly byte[] Page = Read("docs.html");
    private static readonly byte[] Script = Read("page.js");

    public static void MapDescription(this IEndpointRouteBuilder app)
    {
        app.MapGet("/openapi.json", GetDescription);
        app.MapGet("/docs", (HttpResponse response) =>
        {
            response.Headers.ContentSecurityPolicy = Csp;
            return File(response, Page, "text/html; charset=utf-8");
        });
        app.MapGet("/docs/page.js", (HttpResponse response) => File(response, Script, "text/javascript; charset=utf-8"));
        app.MapScalarApiReference("/docs/scalar"); // for its script; its own page has scripts inside and is refused them
    }

    /// <summary>This description: <c>docs/openapi.json</c> of the code that runs here.</summary>
    [Answer<JsonObject>, NotModified]
    private static CachedJson GetDescription(HttpResponse response)
    {
        response.Headers.AccessControlAllowOrigin = "*";
        return Description;
    }

    private static FileContentHttpResult File(HttpResponse response, byte[] file, string type)
    {
        response.Headers[HeaderNames.CacheControl] = "no-cache";
        return TypedResults.Bytes(file, type);
    }

    private static byte[] Read(string name)
    {
        using var file = typeof(DescriptionExtensions).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
