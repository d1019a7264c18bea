using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace QuizPlatform.Gateway;

/// <summary>
/// Compresses what everybody may see. What is one person's alone goes as it is: the length of a compressed answer would tell of what stands in it beside what
/// somebody else had put there (BREACH). The ETag stays, for it names what was compressed, and a change has to name it too.
/// </summary>
internal sealed class PublicCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
    : ResponseCompressionProvider(services, options)
{
    private const int Worthwhile = 1024; // bytes

    public override bool ShouldCompressResponse(HttpContext context) =>
        context.User.Identity?.IsAuthenticated != true
        && context.Response.ContentLength is null or >= Worthwhile
        && (IsPage(context.Response) || !IsOnePersons(context.Response))
        && base.ShouldCompressResponse(context);

    // What is secret in one of nobody's, the token of its forms, is another each time: it is not kept, and nobody learns it by asking often.
    private static bool IsPage(HttpResponse response) => response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true;

    private static bool IsOnePersons(HttpResponse response) =>
        CacheControlHeaderValue.TryParse(response.Headers.CacheControl.ToString(), out var caching) && (caching.NoStore || caching.Private);
}

internal static class PublicCompressionExtensions
{
    public static void AddPublicCompression(this IServiceCollection services)
    {
        services.AddSingleton<IResponseCompressionProvider, PublicCompression>();
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["application/json", "text/html"];
        });
    }

    /// <summary>Not around streams: what it puts between them and the connection takes whatever it is given, however slowly it is read.</summary>
    public static void UsePublicCompression(this WebApplication app) =>
        app.UseWhen(context => !context.Request.Path.StartsWithSegments(LiveExtensions.Stream), others => others.UseResponseCompression());
}
