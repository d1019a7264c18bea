using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace QuizPlatform.Web.Layout;

/// <summary>
/// Forms that their page has no more when they come: sent twice, from a tab that was left open, or by somebody whose session is over. Blazor answers them with
/// an empty page.
/// </summary>
internal static class StaleForms
{
    private const string Mark = "changed";

    /// <summary>Whether what was sent is one, by what it was answered. A form that a page has refused has a body, which has been begun.</summary>
    public static bool IsOne(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest }
        && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    /// <summary>Leads to the page as it is now; to where it leads itself, if it does, as to signing in.</summary>
    public static void Redirect(HttpContext context)
    {
        context.Response.ContentType = null;
        context.Response.Redirect(
            context.Response.Headers.Location is [{ Length: > 0 } elsewhere] ? elsewhere
            : IsMarked(context.Request) ? Links.Back(Here(context.Request))
            : QueryHelpers.AddQueryString(Links.Back(Here(context.Request)), Mark, "meanwhile"));
    }

    /// <summary>Whether the visitor has come by it: the page then says why nothing was done.</summary>
    public static bool HasLed(HttpRequest request) => HttpMethods.IsGet(request.Method) && IsMarked(request);

    private static bool IsMarked(HttpRequest request) => request.Query.ContainsKey(Mark);

    private static string Here(HttpRequest request) => request.Path + request.QueryString.Value;
}
