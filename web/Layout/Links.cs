using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using QuizPlatform.Web.Api;

namespace QuizPlatform.Web.Layout;

/// <summary>Addresses of pages that several pages lead to.</summary>
internal static class Links
{
    private const string ArrivedName = "arrived";

    private static readonly Uri Us = new("http://us");

    // Nobody wants to come back to these, and the addresses of some hold a secret.
    private static readonly string[] Passing = ["/sign-in", "/register", "/play", "/password/", "/email/"];

    /// <summary>Signing in, and back to where the visitor is.</summary>
    public static string SignIn(NavigationManager here) => $"/sign-in?return={Uri.EscapeDataString(Here(here))}";

    /// <summary>The same for somebody who is signed in, for longer than what they are about to do allows.</summary>
    public static string SignInAgain(NavigationManager here) => $"{SignIn(here)}&again=yes";

    /// <summary>Choosing who plays, and back to where the visitor is.</summary>
    public static string Play(NavigationManager here) => $"/play?return={Uri.EscapeDataString(Here(here))}";

    /// <summary>Registering, and back to where the visitor is.</summary>
    public static string Register(NavigationManager here) => $"/register?return={Uri.EscapeDataString(Here(here))}";

    /// <summary>Where to go back to: a path of ours, whatever a link has said.</summary>
    public static string Back(string? path) =>
        path is ['/', ..] && !path.Any(c => c == '\\' || char.IsControl(c)) && Uri.TryCreate(Us, path, out var uri)
        && uri.Authority == Us.Authority && !uri.AbsolutePath.StartsWith("//", StringComparison.Ordinal)
            ? uri.PathAndQuery + uri.Fragment
            : "/";

    /// <summary>The same, with what the page there tells of how the visitor came.</summary>
    public static string Back(string? path, Arrival arrival) =>
        arrival is Arrival.None ? Back(path) : QueryHelpers.AddQueryString(Back(path), ArrivedName, $"{arrival}");

    public static string Back(string? path, SignedIn signedIn) => Back(path, signedIn.KeptGuest ? Arrival.Kept : Arrival.None);

    public static Arrival Arrived(HttpRequest request) =>
        Enum.GetValues<Arrival>().FirstOrDefault(arrival => request.Query[ArrivedName] == $"{arrival}");

    /// <summary>Of the page of a result; null for other pages.</summary>
    public static string? ResultOf(string path) =>
        path.Split('/', '?', '#') is ["", "results", { Length: > 0 } id, ..] ? id : null;

    /// <summary>Of the pages before and while taking it; null for other pages.</summary>
    public static string? QuizOf(string path) =>
        path.Split('/', '?', '#') is ["", "quizzes", { Length: 32 } id, ..] ? id : null;

    private static string Here(NavigationManager here)
    {
        var path = "/" + here.ToBaseRelativePath(here.Uri);
        return Passing.Any(page => path.StartsWith(page, StringComparison.Ordinal)) ? "/" : path;
    }
}
