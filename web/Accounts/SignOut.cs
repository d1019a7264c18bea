using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Session;

namespace QuizPlatform.Web.Accounts;

/// <summary>Where the button in the menu is sent.</summary>
internal static class SignOut
{
    /// <param name="form">Its being read has the antiforgery token checked.</param>
    public static async Task<RedirectHttpResult> Do(HttpContext context, UsersApi users, [FromForm] IFormCollection form)
    {
        await users.TrySignOut();
        await WebSession.End(context);
        return TypedResults.LocalRedirect("/");
    }
}
