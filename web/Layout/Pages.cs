using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QuizPlatform.Platform;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Session;

namespace QuizPlatform.Web.Layout;

/// <summary>What every page has: its headers, and a page instead of it when something failed.</summary>
internal sealed class Pages(RequestDelegate next, ILogger<Pages> log)
{
    private const string Csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Metadata of the endpoints that answer with a page.</summary>
    public static object Mark { get; } = new PageMark();

    /// <summary>Whether the answer is a page: an endpoint's, or that there is none.</summary>
    public static bool IsOurs(HttpContext context) =>
        context.GetEndpoint() is { } endpoint ? endpoint.Metadata.GetMetadata<PageMark>() is not null : IsWanted(context.Request);

    public async Task Invoke(HttpContext context)
    {
        if (!IsOurs(context))
        {
            await next(context);
            return;
        }

        context.Response.OnStarting(() =>
        {
            AddHeaders(context);
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
            if (!context.Response.HasStarted && context.GetEndpoint() is null)
                await Show(context, HttpStatusCode.NotFound);
            else if (!context.Response.HasStarted && context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
                await Show(context, HttpStatusCode.BadRequest, "Error.OldForm");
            else if (StaleForms.IsOne(context))
                StaleForms.Redirect(context);
        }
        catch (ApiException e) when (e.Status == HttpStatusCode.Unauthorized && !context.Response.HasStarted)
        {
            await SignInFirst(context);
        }
        catch (ApiException e) when (!context.Response.HasStarted)
        {
            await Show(context, e.Status, traceId: e.TraceId);
        }
        catch (ProblemException e) when (!context.Response.HasStarted) // the gateway's own
        {
            await Show(context, (HttpStatusCode)e.Status, retryAfter: e.RetryAfter);
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            log.LogError(e, "{Method} {Path} failed ({RequestId})", context.Request.Method, context.Request.Path, RequestId.Of(context.Request));
            await Show(context, HttpStatusCode.InternalServerError);
        }
    }

    // Somebody who looks at the answer in a browser gets a page that says what a problem says to others.
    private static bool IsWanted(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static async Task Show(
        HttpContext context, HttpStatusCode status, string? text = null, string? traceId = null, TimeSpan? retryAfter = null)
    {
        context.Response.Clear();
        context.Response.StatusCode = (int)status;
        if (retryAfter is { } wait)
            context.Response.Headers.RetryAfter = ProblemResult.RetryAfter(wait);
        await using var scope = context.RequestServices.CreateAsyncScope(); // what rendered the page that failed cannot render another
        context.RequestServices = scope.ServiceProvider;
        await new RazorComponentResult<ErrorDocument>(new { Status = status, Text = text, TraceId = traceId }).ExecuteAsync(context);
    }

    // The app does not know the token any more: the session was ended elsewhere. Without a token it could not be renewed just now.
    private static async Task SignInFirst(HttpContext context)
    {
        if (context.User.IsSignedIn && context.Request.Headers.Authorization.Count == 0)
        {
            await Show(context, HttpStatusCode.ServiceUnavailable);
            return;
        }

        await WebSession.End(context);
        var back = HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString.Value : context.Request.Path.Value;
        context.Response.Redirect($"/sign-in?return={Uri.EscapeDataString(back!)}");
    }

    private static void AddHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Csp;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.Append("Vary", "Accept-Language, Cookie");
        if (Uri.TryCreate(headers.Location, UriKind.Absolute, out var to) && to.GetLeftPart(UriPartial.Authority) == Here(context.Request)
            && to.PathAndQuery is not ['/', '/', ..]) // which would be another host
            headers.Location = to.PathAndQuery + to.Fragment; // so that no cache leads others to what one client has called us
        if (context.User.IsSignedIn)
            headers.CacheControl = "no-store"; // what only its owner may see does not come back by the back button of the next one
        else if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-cache";
    }

    private static string Here(HttpRequest request) => new Uri($"{request.Scheme}://{request.Host.Value}").GetLeftPart(UriPartial.Authority);

    private sealed class PageMark;
}
