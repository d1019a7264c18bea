using Bunit;
using QuizPlatform.Web.Accounts;

namespace QuizPlatform.Web.Tests;

public class SignInTests : PageContext
{
    [Fact]
    public void Who_is_signed_in_is_told_so_and_can_go_on()
    {
        Assert.Empty(Render<SignInPage>().FindAll(".note"));
        SignIn("u1");

        Assert.All((AngleSharp.Dom.IElement[])[Render<SignInPage>().Find(".note"), Render<RegisterPage>().Find(".note")], note =>
        {
            Assert.Contains("signed in as Ann", note.TextContent, StringComparison.Ordinal);
            Assert.Equal("/", note.QuerySelector("a")!.GetAttribute("href"));
        });
    }

    [Fact]
    public async Task What_is_missing_is_told_beside_its_field_and_nobody_is_asked()
    {
        var page = Render<SignInPage>();
        page.Instance.Input.Name = "ann";

        await page.Find("form").SubmitAsync();

        Assert.Contains("Fill this in.", page.Find("#field-password-fault").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#field-name-fault"));
        Assert.DoesNotContain(Asked, asked => asked.Request.EndsWith("/login", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_new_password_is_offered_where_letters_are_sent(bool sent)
    {
        Answer("GET http://users/api/users/letters", new { sent });

        var page = Render<SignInPage>();

        Assert.Equal(sent ? 1 : 0, page.FindAll("a[href='/password/forgotten']").Count);
        Assert.Equal(sent ? 0 : 1, page.FindAll("[data-no-letters]").Count);
        var forgotten = Render<ForgottenPasswordPage>();
        Assert.Equal(sent ? 1 : 0, forgotten.FindAll("form").Count);
        Assert.Equal(!sent, forgotten.Markup.Contains("sends no e-mails", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_nobody_can_say_whether_letters_are_sent_a_new_password_is_offered() =>
        Assert.Single(Render<SignInPage>().FindAll("a[href='/password/forgotten']"));

    [Fact]
    public async Task Where_no_letters_are_sent_the_page_says_so_and_asks_for_no_address_again()
    {
        var problem = new { type = "urn:problem:mail.off", title = "Not Implemented", status = 501, detail = "No letters." };
        Answer("POST http://users/api/users/password/forgotten", problem, 501);
        var page = Render<ForgottenPasswordPage>();
        page.Instance.Input.Email = "ann@example.org";

        await page.Find("form").SubmitAsync();

        Assert.Contains("sends no e-mails", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("form"));
        Assert.Equal("/sign-in", page.Find(".actions a").GetAttribute("href"));
        Assert.Equal(501, Visit.Response.StatusCode);
    }
}
