using Microsoft.AspNetCore.Http;

namespace QuizPlatform.Platform;

/// <summary>201 with the new thing and where it is from now on.</summary>
/// <param name="location">A path of this service, e.g. <c>/api/quizzes/0192…</c>.</param>
public sealed class CreatedJson(string location, object value) : IResult
{
    public object Value => value;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.Headers.Location = location;
        return response.WriteAsJsonAsync(value, value.GetType(), Json.Options, httpContext.RequestAborted);
    }
}
