using Microsoft.AspNetCore.Http;

namespace QuizPlatform.Users;

/// <summary>Of the languages that this app's own texts are in.</summary>
internal static class PreferredLanguage
{
    /// <summary><c>en</c> or <c>de</c>, whichever a request prefers (<c>Accept-Language</c>); English where it names neither.</summary>
    public static string Of(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.Value?.Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(language => language is "en" or "de") ?? "en";
}
