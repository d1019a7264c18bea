using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>Somebody with a browser. What no page may do is written down, and fails the test at the end.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private const string Touching = """
        () => {
          const shown = document.querySelector("dialog[open]") ?? document;
          const buttons = [...shown.querySelectorAll(".button")].filter(button => button.checkVisibility());
          const gap = (a, b) => Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
          return buttons.slice(1)
            .filter((button, i) => gap(buttons[i].getBoundingClientRect(), button.getBoundingClientRect()) < 7)
            .map(button => button.innerText);
        }
        """;

    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private readonly ConcurrentQueue<string> _faults = new();

    private Visitor(IBrowserContext context, Uri address) => (_context, _address) = (context, address);

    public IPage Page { get; private set; } = null!;

    /// <summary>The network goes, or comes back.</summary>
    public Task Offline(bool offline) => _context.SetOfflineAsync(offline);

    /// <summary>Console messages that a test brings about itself, such as a request that fails while the network is away.</summary>
    public Func<string, bool> Expected { get; set; } = _ => false;

    public static async Task<Visitor> Arrive(IBrowser browser, Uri address, Look look, bool scripts)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = look.Phone ? new() { Width = 360, Height = 740 } : new() { Width = 1280, Height = 850 },
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = look.Language,
            TimezoneId = look.TimeZone,
            JavaScriptEnabled = scripts,
        });
        context.SetDefaultTimeout(20_000);
        var visitor = new Visitor(context, address);
        visitor.Page = await visitor.OpenTab();
        return visitor;
    }

    public async Task<IPage> OpenTab()
    {
        var page = await _context.NewPageAsync();
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"console: {message.Text} {message.Location}");
        page.PageError += (_, error) => Note(true, $"script: {error}");
        page.Request += (_, request) => Note(IsForeign(new Uri(request.Url)), $"foreign request: {request.Url}");
        return page;

        bool IsForeign(Uri url) => url.Scheme is "http" or "https" && url.Authority != _address.Authority;
    }

    /// <summary>Gives the browser's tab a device that keeps passkeys.</summary>
    public Task<Device> AddDevice(bool verifiesUser = true) => Device.Add(Page, verifiesUser);

    /// <summary>Registers through the pages, and is signed in then.</summary>
    public async Task Register(string name)
    {
        await Page.GotoAsync("/register");
        await Page.GetByLabel("Username").FillAsync(name);
        await Page.GetByLabel("E-mail address").FillAsync($"{name}@example.com");
        await Page.GetByLabel("Password").FillAsync(RunningPlatform.Password);
        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Create an account" }).ClickAsync();
        await Page.Leaves("/register");
    }

    /// <summary>Signs somebody in who has registered.</summary>
    public async Task SignIn(string name)
    {
        await Page.GotoAsync("/sign-in");
        await SignIn(Page, name);
    }

    /// <summary>Fills in the page for signing in.</summary>
    public static async Task SignIn(IPage page, string name)
    {
        await page.GetByLabel("E-mail address or username").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(RunningPlatform.Password);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.Leaves("/sign-in");
    }

    /// <summary>What axe finds on the page as it is, whether it fits the window's width, and buttons that nearly touch the one before.</summary>
    public async Task<IReadOnlyList<string>> Barriers()
    {
        var found = await Page.RunAxe();
        var width = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        var touching = await Page.EvaluateAsync<string[]>(Touching);
        return
        [
            .. touching.Select(button => $"touches the button before: {button}"),
            .. found.Violations.SelectMany(rule => rule.Nodes, (rule, node) => $"{rule.Id}: {rule.Help} {node.Html}"),
            .. width > 0 ? (string[])[$"scrolls sideways by {width} px"] : [],
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.True(_faults.IsEmpty, string.Join('\n', _faults)); // whole: an equality cuts them short
    }

    private void Note(bool isFault, string what)
    {
        if (isFault && !Expected(what))
            _faults.Enqueue(what);
    }
}
