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
        Assert.Empty(Asked);
    }
}
