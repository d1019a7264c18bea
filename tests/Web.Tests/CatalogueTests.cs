using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Web.Quizzes;

namespace QuizPlatform.Web.Tests;

public class CatalogueTests : PageContext
{
    [Fact]
    public void Order_and_filters_are_in_the_address_and_stay_from_page_to_page()
    {
        Answer("GET http://quizzes/api/quizzes", new { quizzes = Array.Empty<object>(), total = 30, nextCursor = "c2" });
        Services.GetRequiredService<NavigationManager>().NavigateTo("/quizzes?sort=shortest&tag=sea&difficulty=advanced");

        var page = Render<CataloguePage>();

        Assert.Contains(Asked, asked => asked.Request.EndsWith("?tag=sea&difficulty=advanced&sort=shortest&limit=20", StringComparison.Ordinal));
        Assert.Equal("shortest", page.Find("#sort option[selected]").GetAttribute("value"));
        Assert.Equal("sea", page.Find(".filters input[name=tag]").GetAttribute("value"));
        var next = page.Find("a[rel=next]").GetAttribute("href")!;
        Assert.All((string[])["sort=shortest", "tag=sea", "difficulty=advanced", "cursor=c2"], part => Assert.Contains(part, next, StringComparison.Ordinal));
    }
}
