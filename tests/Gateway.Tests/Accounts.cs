using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace QuizPlatform.Gateway.Tests;

/// <summary>
/// Has a stand-in for Users sign in whoever comes, or let them play as a guest, with tokens that are numbered: <c>access-1</c>, <c>refresh-1</c>, then
/// <c>access-2</c> …
/// </summary>
internal sealed class Accounts
{
    private int _refreshes;

    public Accounts(App users) => users.Answer = Answer;

    /// <summary>Seconds an access token holds. It is renewed a minute before, so of thirty with every request.</summary>
    public int ExpiresIn { get; set; } = 900;

    /// <summary>What a refresh is answered; other than 200 a problem.</summary>
    public int RefreshStatus { get; set; } = 200;

    /// <summary>What the token of that number is.</summary>
    public Func<int, string> AccessToken { get; init; } = number => string.Create(CultureInfo.InvariantCulture, $"access-{number}");

    public int Refreshes => _refreshes;

    private Task Answer(HttpContext context) => context.Request.Path.Value switch
    {
        "/api/users/login" => context.Response.WriteAsJsonAsync(Tokens(1)),
        "/api/users/guest" when HttpMethods.IsGet(context.Request.Method) => context.Response.WriteAsJsonAsync(new { offered = true, days = 7 }),
        "/api/users/guest" => context.Response.WriteAsJsonAsync(Tokens(1, "guest")),
        "/api/users/refresh" => Refresh(context),
        _ => context.Response.WriteAsJsonAsync(new JsonObject { ["ok"] = true }),
    };

    private Task Refresh(HttpContext context)
    {
        Interlocked.Increment(ref _refreshes);
        context.Response.StatusCode = RefreshStatus;
        return context.Response.WriteAsJsonAsync(RefreshStatus == 200 ? Tokens(2) : new JsonObject { ["status"] = RefreshStatus });
    }

    private JsonObject Tokens(int number, string role = "player") => new()
    {
        ["token"] = AccessToken(number),
        ["refreshToken"] = string.Create(CultureInfo.InvariantCulture, $"refresh-{number}"),
        ["expiresIn"] = ExpiresIn,
        ["user"] = new JsonObject
        {
            ["id"] = "0190",
            ["username"] = "ann",
            ["email"] = "ann@example.org",
            ["displayName"] = "Ann",
            ["roles"] = new JsonArray(role),
            ["createdAt"] = "2026-11-01T00:00:00Z",
        },
    };
}
