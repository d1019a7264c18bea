using Bunit;
using QuizPlatform.Web.Accounts;

namespace QuizPlatform.Web.Tests;

public class SignInTests : PageContext
{
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
