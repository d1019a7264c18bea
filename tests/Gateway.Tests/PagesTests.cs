using System.Net;

namespace QuizPlatform.Gateway.Tests;

/// <summary>What every page has, and where forms lead.</summary>
public sealed class PagesTests : IAsyncLifetime
{
    private Door _door = null!;
    private Visitor _ann = null!;

    public async Task InitializeAsync()
    {
        _door = await Door.Open();
        _ = new Accounts(_door.Users);
        _ann = _door.Visitor();
    }

    public async Task DisposeAsync()
    {
        await _ann.DisposeAsync();
        await _door.DisposeAsync();
    }

    [Theory]
    [InlineData("/register")]
    [InlineData("/nothing-here")]
    public async Task A_page_runs_nothing_of_others_and_stands_in_no_frame(string path)
    {
        using var answer = await _ann.Get(path);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Single(answer.Headers.Vary, "Cookie");
    }

    [Theory]
    [InlineData("/register")]
    [InlineData("/nothing-here")]
    public async Task A_page_of_somebody_who_is_signed_in_is_kept_nowhere(string path)
    {
        using var signedIn = await _ann.SignIn();
        using var answer = await _ann.Get(path);

        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains("Ann", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Also_a_page_in_place_of_one_that_is_not_there_speaks_the_visitors_language()
    {
        using var answer = await _ann.Get("/nothing-here", ("Accept-Language", "de"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("<html lang=\"de\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example/x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\r\nSet-Cookie: a=b")]
    [InlineData("\t//evil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/x/..//evil.example")]
    [InlineData("")]
    public async Task Signing_in_leads_to_no_other_site(string back)
    {
        using var signedIn = await _ann.SignIn($"/sign-in?return={Uri.EscapeDataString(back)}");
        using var chosen = await _ann.Post("/preferences", ("__RequestVerificationToken", await Token()), ("return", back));

        Assert.All((HttpResponseMessage[])[signedIn, chosen], answer =>
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Equal(new Uri(_ann.Address, "/"), new Uri(_ann.Address, answer.Headers.Location!));
        });
    }

    [Theory]
    [InlineData("/quizzes?search=a%26b&category=x", "/quizzes?search=a%26b&category=x")]
    [InlineData("/quizzes?search=Größe", "/quizzes?search=Gr%C3%B6%C3%9Fe")]
    public async Task Signing_in_leads_back_to_where_the_visitor_was(string back, string expected)
    {
        using var signedIn = await _ann.SignIn($"/sign-in?return={Uri.EscapeDataString(back)}");
        using var chosen = await _ann.Post("/preferences", ("__RequestVerificationToken", await Token()), ("return", back));

        Assert.Equal(expected, new Uri(_ann.Address, signedIn.Headers.Location!).PathAndQuery);
        Assert.Equal(expected, new Uri(_ann.Address, chosen.Headers.Location!).PathAndQuery);
    }

    [Theory]
    [InlineData("/sign-in", "sign-in-code")] // without what was sealed
    [InlineData("/sign-in?return=%2Fquizzes", "gone")]
    [InlineData("/email/undo?token=a.b", "")]
    public async Task A_form_that_the_page_has_no_more_leads_to_the_page_as_it_is_now(string page, string form)
    {
        using var sent = await _ann.Fill(page, form);
        using var shown = await _ann.Get(sent.Headers.Location!.OriginalString, ("Accept-Language", "de"));
        using var again = await _ann.Fill(sent.Headers.Location!.OriginalString, form);

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal($"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}changed=meanwhile", sent.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Contains("Dein Formular kam an, als sich diese Seite", await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(sent.Headers.Location, again.Headers.Location);
    }

    [Fact]
    public async Task A_form_of_who_is_not_signed_in_any_more_leads_to_signing_in()
    {
        using var sent = await _ann.Fill("/sign-in", "remove", to: "/account/passkeys/p1");

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal("/sign-in?return=%2Faccount%2Fpasskeys%2Fp1", sent.Headers.Location!.OriginalString);
    }

    private async Task<string> Token()
    {
        using var page = await _ann.Get("/register");
        return (await page.Content.ReadAsStringAsync()).Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0];
    }
}
