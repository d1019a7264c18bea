using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Web.Accounts;
using QuizPlatform.Web.Layout;

namespace QuizPlatform.Web.Tests;

public class SecurityTests : PageContext
{
    private const string Users = "http://users/api/users";

    [Fact]
    public void Each_passkey_is_shown_with_the_way_to_change_it()
    {
        var page = Show(offered: true, ("p1", "My phone"), ("p2", "Key"));

        Assert.Equal(["/account/passkeys/p1", "/account/passkeys/p2"], page.FindAll("li a").Select(link => link.GetAttribute("href")));
        Assert.Contains("My phone", page.Find("li").TextContent, StringComparison.Ordinal);
        Assert.Matches(@"Added \S.*\.\s+Last used \S", page.Find("li p").TextContent);
        Assert.Single(page.FindAll("add-passkey"));
    }

    [Fact]
    public void Where_browsers_make_none_it_says_so_and_offers_none()
    {
        var page = Show(offered: false);

        Assert.Contains("browsers make no passkeys for", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("form"));
    }

    [Theory]
    [InlineData("{\"id\":\"AAAA\"}", "\"credential\":{\"id\":\"AAAA\"}")]
    [InlineData("no JSON", "\"credential\":null")]
    public async Task What_the_browser_has_made_goes_to_the_app_and_what_it_refuses_is_told(string credential, string sent)
    {
        var page = Show(offered: true);
        page.Instance.Input.Credential = credential;
        Answer($"POST {Users}/passkeys", new { type = "urn:problem:passkey.refused", detail = "refused" }, status: 422);

        await page.Find("form").SubmitAsync();

        Assert.Contains(sent, Assert.Single(Asked, asked => asked.Request == $"POST {Users}/passkeys").Body, StringComparison.Ordinal);
        Assert.Contains("The passkey was not taken", page.Find("section > [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(422, Visit.Response.StatusCode);
    }

    [Fact]
    public async Task A_wrong_password_removes_none()
    {
        Show(offered: true, ("p1", "My phone"));
        Answer($"DELETE {Users}/passkeys/p1", new { type = "urn:problem:auth.wrong-password", detail = "wrong" }, status: 403);
        var page = Render<PasskeyPage>(parameters => parameters.Add(p => p.Id, "p1"));

        await page.FindAll("form")[1].SubmitAsync();

        Assert.Contains("The password is wrong.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_second_factor_on_removing_one_and_deleting_the_account_ask_for_a_code()
    {
        Show(offered: true, ("p1", "My phone"));
        Answer($"GET {Users}/second-factor", new { on = true, since = DateTimeOffset.UnixEpoch, recoveryCodes = 10 });
        var problem = new { type = "urn:problem:auth.second-factor", detail = "code", errors = new { code = new[] { "wrong" } } };
        Answer($"DELETE {Users}/passkeys/p1", problem, status: 403);
        Answer($"DELETE {Users}/profile", problem, status: 403);
        var (passkey, account) = (Render<PasskeyPage>(parameters => parameters.Add(p => p.Id, "p1")), Render<DeleteAccountPage>());
        Assert.All([passkey.Find("[name='InputProof.Code']"), account.Find("[name='Input.Code']")], field => Assert.True(field.HasAttribute("required")));
        (passkey.Instance.InputProof.Code, account.Instance.Input.Code) = ("123456", "123456");

        await passkey.FindAll("form")[1].SubmitAsync();
        await account.Find("form").SubmitAsync();

        Assert.All(Asked.Where(asked => asked.Request.StartsWith("DELETE", StringComparison.Ordinal)),
            asked => Assert.Contains("\"code\":\"123456\"", asked.Body, StringComparison.Ordinal));
        Assert.All([passkey.Find("#field-code-fault"), account.Find("#field-code-fault")],
            fault => Assert.Contains("Give a code of your app", fault.TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Who_has_no_password_is_asked_for_none(bool hasPassword)
    {
        Answer($"GET {Users}/organisation", new { linkedAt = DateTimeOffset.UnixEpoch, hasPassword });
        Show(offered: true, ("p1", "My phone"));
        IRenderedComponent<Page>[] pages =
        [
            Render<SecurityPage>(), Render<SecondFactorPage>(), Render<PasskeyPage>(parameters => parameters.Add(p => p.Id, "p1")),
            Render<DeleteAccountPage>(),
        ];

        Assert.All(pages, page =>
        {
            Assert.Equal(hasPassword ? 1 : 0, page.FindAll("[type=password]").Count);
            Assert.Equal(hasPassword ? 0 : 1, page.FindAll("a[href$='&again=yes']").Count);
        });
    }

    [Fact]
    public async Task Who_has_to_sign_in_again_is_led_there_and_back()
    {
        Show(offered: true, ("p1", "My phone"));
        Answer($"DELETE {Users}/passkeys/p1", new { type = "urn:problem:auth.sign-in-again", detail = "Sign in again." }, status: 403);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/account/passkeys/p1");
        var page = Render<PasskeyPage>(parameters => parameters.Add(p => p.Id, "p1"));

        await page.FindAll("form")[1].SubmitAsync();

        Assert.Equal("/sign-in?return=%2Faccount%2Fpasskeys%2Fp1&again=yes", page.Find("[role=alert] a").GetAttribute("href"));
        Assert.EndsWith(". Sign in again", page.Find("[role=alert]").TextContent.Trim(), StringComparison.Ordinal);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/sign-in?return=%2Faccount&again=yes");
        Assert.Contains("within the last ten minutes", Render<SignInPage>().Find(".note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_account_wants_a_code_is_asked_for_it_and_types_the_password_once()
    {
        var problem = new { type = "urn:problem:auth.second-factor", detail = "code", errors = new { code = new[] { "wrong" } } };
        Answer($"POST {Users}/login", problem, status: 401);
        var page = Render<SignInPage>();
        (page.Instance.Input.Name, page.Instance.Input.Password) = ("ann", "her password");
        await page.Find("form").SubmitAsync();
        Assert.DoesNotContain("her password", page.Markup, StringComparison.Ordinal);
        page.Instance.InputCode!.Code = "123456";

        await page.Find("form").SubmitAsync();

        Assert.Contains("\"password\":\"her password\"", Asked[^1].Body, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"123456\"", Asked[^1].Body, StringComparison.Ordinal);
        Assert.Contains("Give a code of your app", page.Find("#field-code-fault").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_seal_of_ours_signs_nobody_in()
    {
        var page = Render<SignInPage>();
        page.Instance.InputCode = new() { Sealed = "nonsense", Code = "123456" };
        page.Render();

        await page.Find("form").SubmitAsync();

        Assert.DoesNotContain(Asked, asked => asked.Request.EndsWith("/login", StringComparison.Ordinal));
        Assert.Contains("That took too long", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_factor_is_set_up_by_the_address_that_the_app_gives_or_by_a_secret_in_groups()
    {
        const string Uri = "otpauth://totp/QuizPlatform:ann?secret=ABCDEFGH2345&issuer=QuizPlatform";
        Show(offered: true);
        Answer($"POST {Users}/second-factor/options", new { secret = "ABCDEFGH2345", uri = Uri, state = "sealed" });
        var page = Render<SecondFactorPage>();

        await page.Find("form").SubmitAsync();

        Assert.Equal(Uri, page.Find("section .button[href]").GetAttribute("href"));
        Assert.Equal("ABCD EFGH 2345", page.Find("code").TextContent);
        Assert.Equal("ABCDEFGH2345", page.Find("[name='InputCode.Secret']").GetAttribute("value"));
    }

    [Theory]
    [InlineData("otpauth://totp/QuizPlatform:ann?secret=ABCDEFGH2345", true)]
    [InlineData("https://example.com/", false)]
    [InlineData("javascript:alert()", false)]
    public void An_address_that_a_form_brings_back_is_an_apps_or_leads_nowhere(string uri, bool led)
    {
        Show(offered: true);
        var page = Render<SecondFactorPage>();
        page.Instance.InputCode = new() { Secret = "ABCDEFGH2345", Uri = uri, State = "sealed" };

        page.Render();

        Assert.Equal(led, page.FindAll($"[href='{uri}']").Count > 0);
    }

    [Fact]
    public async Task Recovery_codes_are_copied_only_where_a_script_does_it()
    {
        Show(offered: true);
        Answer($"PUT {Users}/second-factor", new { codes = new[] { "AAAA-2222", "BBBB-3333" } });
        var page = Render<SecondFactorPage>();
        page.Instance.InputCode = new() { Secret = "ABCDEFGH2345", Uri = "otpauth://totp/ann", State = "sealed", Code = "123456" };
        page.Render();

        await page.Find("form").SubmitAsync();

        Assert.Equal(["AAAA-2222", "BBBB-3333"], page.FindAll("copy-text [data-source] code").Select(code => code.TextContent));
        Assert.All(page.FindAll("copy-text button"), button => Assert.True(button.HasAttribute("hidden")));
        Assert.Equal("", page.Find("copy-text [role=status]").TextContent);
    }

    private IRenderedComponent<SecurityPage> Show(bool offered, params (string Id, string Name)[] passkeys)
    {
        SignIn("u1");
        var createdAt = DateTimeOffset.UnixEpoch;
        Answer($"GET {Users}/profile", new { user = new { id = "u1", username = "ann", email = "", displayName = "Ann", roles = Array.Empty<string>() } });
        var listed = passkeys.Select(p => new { p.Id, p.Name, createdAt, lastUsedAt = createdAt, synced = false });
        Answer($"GET {Users}/passkeys", new { offered, passkeys = listed });
        Answer($"GET {Users}/second-factor", new { on = false, since = (DateTimeOffset?)null, recoveryCodes = 0 });
        return Render<SecurityPage>();
    }
}
