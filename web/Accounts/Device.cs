namespace QuizPlatform.Web.Accounts;

/// <summary>What somebody signed in with, in the words its owner has for it.</summary>
internal static class Device
{
    private const int Longest = 60;

    // The first that is found: others call themselves by their names as well.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];

    /// <summary><c>Firefox, Linux</c>; the beginning of what it says itself when that is neither; null when it says nothing.</summary>
    public static string? Name(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
            return null;
        string?[] known = [Of(Browsers), Of(Systems)];
        return string.Join(", ", known.Where(name => name is not null)) is { Length: > 0 } words ? words
            : userAgent.Length <= Longest ? userAgent : userAgent[..Longest] + " …";

        string? Of((string Mark, string Name)[] names) => names.FirstOrDefault(name => userAgent.Contains(name.Mark, StringComparison.Ordinal)).Name;
    }
}
