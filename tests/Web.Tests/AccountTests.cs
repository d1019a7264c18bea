using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Web.Accounts;
using QuizPlatform.Web.Home;

namespace QuizPlatform.Web.Tests;

public class AccountTests : PageContext
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private const string Profile = "http://users/api/users/profile";

    [Fact]
    public void One_can_end_any_session_but_the_one_that_asks()
    {
        var page = Show();

        Assert.Equal(["s2"], page.FindAll("button[name='InputSession.Id']").Select(button => button.GetAttribute("value")));
        Assert.Contains("Firefox, Linux", page.Find("li").TextContent, StringComparison.Ordinal);
        Assert.Contains("This device", page.Find("li").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_change_tells_what_the_account_is_now_and_keeps_what_was_typed()
    {
        var page = Show();
        page.Instance.Input.DisplayName = "Annie";
        Answer($"GET {Profile}", new { user = User("Anna") });
        Answer($"PATCH {Profile}", new { detail = "stale" }, status: 412);

        await page.Find("form").SubmitAsync();

        Assert.Contains("“Anna”", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Annie", page.Find("#field-displayName").GetAttribute("value"));
        Assert.Equal(412, Visit.Response.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_box_says_whether_boards_hide_the_name(bool hide)
    {
        var page = Show();
        Assert.Null(page.Find("[name='Input.HideName']").GetAttribute("checked"));
        page.Instance.Input.HideName = hide;
        Visit.RequestServices = Services;
        Answer($"PATCH {Profile}", new { user = User("Ann") });

        await page.Find("form").SubmitAsync();

        var change = Assert.Single(Asked, asked => asked.Request == $"PATCH {Profile}");
        Assert.Contains($"\"hideName\":{(hide ? "true" : "false")}", change.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_letter_that_confirms_an_address_is_offered_where_letters_are_sent(bool sent)
    {
        Answer("GET http://users/api/users/letters", new { sent });

        var page = Show(emailConfirmed: false);

        Assert.Equal(sent ? 1 : 0, page.FindAll("form.note").Count);
    }

    [Theory]
    [InlineData("\u00e4")]
    [InlineData("\"1\"\r\nX-Y: z")]
    public async Task A_tag_that_the_form_was_not_given_is_refused_and_no_app_is_asked(string tag)
    {
        var page = Show();
        page.Instance.Input.Tag = tag;

        await page.Find("form").SubmitAsync();

        Assert.Equal(400, Visit.Response.StatusCode);
        Assert.Single(page.FindAll("[role=alert]"));
        Assert.DoesNotContain(Asked, asked => asked.Request == $"PATCH {Profile}");
    }

    [Theory]
    [InlineData(0, "Input.Code")]
    [InlineData(1, "InputPassword.Code")]
    public async Task Whose_account_wants_a_code_for_a_change_is_asked_for_it_there(int form, string field)
    {
        var page = Show();
        Assert.Empty(page.FindAll("[name$='.Code']"));
        Answer($"PATCH {Profile}", WantsCode, status: 403);

        await page.FindAll("form")[form].SubmitAsync();

        Assert.Equal([field], page.FindAll("[name$='.Code']").Select(input => input.GetAttribute("name")));
    }

    [Fact]
    public async Task Who_takes_an_address_back_is_asked_for_a_code_that_is_wanted()
    {
        Visit.RequestServices = Services;
        Services.GetRequiredService<NavigationManager>().NavigateTo("/email/undo?token=a.b.c");
        var page = Render<UndoEmailPage>();
        Assert.Empty(page.FindAll("[name$='.Code']"));
        Answer("POST http://users/api/users/email/undo", WantsCode, status: 403);

        await page.Find("form").SubmitAsync();

        Assert.Single(page.FindAll("[name='Input.Code']"));
    }

    [Fact]
    public async Task A_wrong_password_leaves_the_account()
    {
        SignIn("u1");
        Answer($"DELETE {Profile}", new { type = "urn:problem:auth.wrong-password", detail = "wrong" }, status: 403);
        var page = Render<DeleteAccountPage>();

        await page.Find("form").SubmitAsync();

        Assert.Contains("The password is wrong.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_says_that_the_account_is_deleted_to_who_is_gone()
    {
        SignIn("u1");
        Answer($"DELETE {Profile}", new { });
        Visit.RequestServices = Services;
        var page = Render<DeleteAccountPage>();

        await page.Find("form").SubmitAsync();

        var here = Services.GetRequiredService<NavigationManager>();
        Assert.Equal("/?left=deleted", new Uri(here.Uri).PathAndQuery);
        Assert.Empty(Render<HomePage>().FindAll(".note.right"));
        Visit.User = new();
        Assert.Equal("Your account is deleted.", Render<HomePage>().Find(".note.right").TextContent);
    }

    [Theory]
    [InlineData(Firefox, "Firefox, Linux")]
    [InlineData("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome, Android")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge, Windows")]
    [InlineData("curl/8.5.0", "curl/8.5.0")]
    [InlineData(" ", null)]
    public void A_device_has_a_short_name(string userAgent, string? name) => Assert.Equal(name, Device.Name(userAgent));

    private static readonly object WantsCode = new { type = "urn:problem:auth.second-factor", detail = "code", errors = new { code = new[] { "wrong" } } };

    private static object User(string displayName, bool? emailConfirmed = null) => new
    {
        id = "u1",
        username = "ann",
        email = "ann@example.org",
        displayName,
        roles = new[] { "player" },
        createdAt = "2026-11-26T00:00:00Z",
        emailConfirmed,
    };

    private IRenderedComponent<AccountPage> Show(bool? emailConfirmed = null)
    {
        SignIn("u1");
        Answer($"GET {Profile}", new { user = User("Ann", emailConfirmed) });
        Answer("GET http://users/api/users/sessions", new
        {
            sessions = new[] { Session("s1", Firefox, current: true), Session("s2", userAgent: null, current: false) },
        });
        return Render<AccountPage>();
    }

    private static object Session(string id, string? userAgent, bool current) =>
        new { id, createdAt = "2026-11-26T00:00:00Z", lastUsedAt = "2026-11-26T00:00:00Z", userAgent, current };
}
