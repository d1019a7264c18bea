using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Layout;
using QuizPlatform.Web.Session;

namespace QuizPlatform.Web.Accounts;

/// <summary>Where the button in the menu is sent, and the one of who is not the guest that this browser has.</summary>
internal static class SignOut
{
    /// <param name="form">Its <c>return</c> says where to go on. Its being read has the antiforgery token checked.</param>
    public static async Task<RedirectHttpResult> Do(HttpContext context, UsersApi users, [FromForm] IFormCollection form)
    {
        await users.TrySignOut();
        await WebSession.End(context);
        return TypedResults.LocalRedirect(Links.Back(form["return"]));
    }
}
