using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace QuizPlatform.Web.Layout;

/// <summary>What somebody chose for this browser: language and colour scheme, each in a cookie of its own.</summary>
internal static class Preferences
{
    private const string ThemeCookie = "theme";

    private static readonly CookieOptions Year = new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true };

    /// <summary><c>light</c> or <c>dark</c>; null: as the system has it.</summary>
    public static string? Theme(HttpRequest request) => request.Cookies[ThemeCookie] is "light" or "dark" ? request.Cookies[ThemeCookie] : null;

    /// <summary>Where the form at the foot of every page is sent.</summary>
    public static RedirectHttpResult Set(
        HttpResponse response, [FromForm] string? language, [FromForm] string? theme, [FromForm(Name = "return")] string? back)
    {
        if (Languages.All.Any(known => known.Name == language))
            response.Cookies.Append(Languages.Cookie, language!, Year);
        if (theme is "light" or "dark")
            response.Cookies.Append(ThemeCookie, theme, Year);
        else if (theme == "system")
            response.Cookies.Delete(ThemeCookie);
        return TypedResults.LocalRedirect(Links.Back(back));
    }
}
