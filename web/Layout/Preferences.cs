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
        HttpContext context, [FromForm] string? language, [FromForm] string? theme, [FromForm(Name = "return")] string? back)
    {
        var (cookies, options) = (context.Response.Cookies, new CookieOptions(Year) { Secure = context.Request.IsHttps });
        if (Languages.All.Any(known => known.Name == language))
            cookies.Append(Languages.Cookie, language!, options);
        if (theme is "light" or "dark")
            cookies.Append(ThemeCookie, theme, options);
        else if (theme == "system")
            cookies.Delete(ThemeCookie, options);
        return TypedResults.LocalRedirect(Links.Back(back));
    }
}
