namespace QuizPlatform.System.Tests.Browser;

/// <summary>A test in a browser: left out, with a line how to get one, where there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Path is null ? Chromium.HowToGetIt : null;
}

/// <inheritdoc cref="BrowserFactAttribute"/>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Path is null ? Chromium.HowToGetIt : null;
}

/// <summary>The browser of the machine: Playwright's own download is not to be had everywhere.</summary>
internal static class Chromium
{
    public const string HowToGetIt = "There is no Chromium: apt-get install chromium, or let CHROMIUM name the program.";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

    public static string? Path { get; } = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named
        : Names.SelectMany(_ => Folders, (name, folder) => global::System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static string[] Folders => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
}
