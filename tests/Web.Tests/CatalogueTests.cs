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
        Services.GetRequiredService<NavigationManager>().NavigateTo("/quizzes?sort=shortest&tag=sea&difficulty=advanced&language=de");

        var page = Render<CataloguePage>();

        Assert.Contains(Asked, asked => asked.Request.EndsWith("?tag=sea&difficulty=advanced&language=de&sort=shortest&limit=20", StringComparison.Ordinal));
        Assert.Equal("shortest", page.Find("#sort option[selected]").GetAttribute("value"));
        Assert.Equal("German", page.Find("#language option[selected]").TextContent);
        Assert.Equal(["Advanced", "German", "sea"], page.FindAll(".chips a").Select(chip => chip.TextContent));
        Assert.Equal("sea", page.Find(".filters input[name=tag]").GetAttribute("value"));
        var next = page.Find("a[rel=next]").GetAttribute("href")!;
        Assert.All(
            (string[])["sort=shortest", "tag=sea", "difficulty=advanced", "language=de", "cursor=c2"],
            part => Assert.Contains(part, next, StringComparison.Ordinal));
    }

    [Fact]
    public void What_nobody_offers_is_no_filter()
    {
        Answer("GET http://quizzes/api/quizzes", new { quizzes = Array.Empty<object>(), total = 0 });
        Services.GetRequiredService<NavigationManager>().NavigateTo("/quizzes?sort=worst&difficulty=bad&language=klingon");

        var page = Render<CataloguePage>();

        Assert.Contains(Asked, asked => asked.Request.EndsWith("/api/quizzes?limit=20", StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".chips a, details[open]"));
    }
}
