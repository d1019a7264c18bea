using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>A running platform with its gateway, and a browser before it, for all tests of a class.</summary>
public sealed class Stage : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal RunningPlatform Platform { get; private set; } = null!;

    public Task InitializeAsync() => Begin();

    internal async Task Begin(params (string Name, string Value)[] settings)
    {
        if (Chromium.Path is null)
            return;
        Platform = await RunningPlatform.Start([("Users__AdminEmail", "admin@example.com"), .. settings]);
        await Platform.Gateway.Start();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (Platform is not null)
            await Platform.DisposeAsync();
    }

    /// <summary>The newest letter to that address with that subject, once there is one.</summary>
    internal async Task<string> Letter(string to, string subject)
    {
        string? letter = null;
        await Eventually.Holds(() =>
        {
            string[] heads = [$"To: {to}\n", $"Subject: {subject}\n"];
            letter = !Directory.Exists(Platform.Mail) ? null : Directory.EnumerateFiles(Platform.Mail, "*.txt").Order().Select(File.ReadAllText)
                .LastOrDefault(text => heads.All(head => text.Contains(head, StringComparison.Ordinal)));
            return Task.FromResult(letter is not null);
        }, () => $"no letter '{subject}' came");
        return letter!;
    }

    /// <summary>A new visitor with a browser window of their own, who has been nowhere yet.</summary>
    internal async Task<Visitor> Arrive(Look? look = null, bool scripts = true) =>
        await Visitor.Arrive(_browser!, Platform.Gateway.Url, look ?? new Look(Phone: false, Dark: false), scripts);
}

/// <summary>How a page is looked at.</summary>
/// <param name="Language">BCP 47, as the browser asks for it.</param>
/// <param name="TimeZone">Of the browser, as IANA names it.</param>
internal sealed record Look(bool Phone, bool Dark, string Language = "en", string TimeZone = "UTC")
{
    public override string ToString() => $"{(Phone ? "phone" : "desk")}-{(Dark ? "dark" : "light")}";

    public static IEnumerable<Look> Two => [new(Phone: true, Dark: false), new(Phone: false, Dark: true)];

    public static IEnumerable<Look> All => from phone in (bool[])[true, false] from dark in (bool[])[false, true] select new Look(phone, dark);
}
