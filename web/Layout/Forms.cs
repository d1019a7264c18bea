using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using QuizPlatform.Platform;

namespace QuizPlatform.Web.Layout;

/// <summary>Reads the form that is sent to a page before anybody asks for it: what cannot be read is its sender's fault, and said once.</summary>
internal sealed class Forms(RequestDelegate next)
{
    public async Task Invoke(HttpContext context)
    {
        if (Pages.IsOurs(context) && context.Request.HasFormContentType)
            await Read(context);
        await next(context);
    }

    private static async Task Read(HttpContext context)
    {
        if (!IsOfPages(context))
            throw new ProblemException(415, "Send a form as its page does: as application/x-www-form-urlencoded in UTF-8.", "request.content-type");
        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or IOException) // parts that do not end are the latter
        {
            throw new ProblemException(400, $"The form cannot be read: {e.Message}", "request.unreadable");
        }
    }

    // Few pages of ours send files, and none texts in anything but UTF-8.
    private static bool IsOfPages(HttpContext context) =>
        MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
        && (type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            ? !type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            : context.GetEndpoint()?.Metadata.GetMetadata<TakesFilesAttribute>() is not null); // in parts: there is no third type of a form
}
