using Microsoft.AspNetCore.Http;

namespace QuizPlatform.Platform;

/// <summary>Of the languages that the apps' own texts are in.</summary>
public static class PreferredLanguage
{
    public const string Default = "en";

    /// <summary><c>en</c> or <c>de</c>, whichever a request prefers (<c>Accept-Language</c>); English where it names neither.</summary>
    public static string Of(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.Value?.Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(language => language is Default or "de") ?? Default;

    /// <summary>Says in an answer which language it is in, and that another request may get another.</summary>
    public static void Tell(HttpResponse response, string language)
    {
        response.Headers.ContentLanguage = language;
        response.Headers.Append("Vary", "Accept-Language");
    }
}
