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

    [Theory]
    [InlineData("/quizzes", null, "3 quizzes")]
    [InlineData("/quizzes", "c2", "1234 quizzes")]
    [InlineData("/quizzes?search=sea", null, "3 quizzes")]
    [InlineData("/quizzes?search=sea", "c2", "More than 2 quizzes")]
    public void How_many_there_are_is_told_as_far_as_it_is_known(string address, string? nextCursor, string told)
    {
        Answer("GET http://quizzes/api/quizzes", new { quizzes = Array.Empty<object>(), total = 3, nextCursor });
        Answer("GET http://quizzes/api/quizzes/categories", new
        {
            categories = new[] { new { category = "general", count = 1200 }, new { category = "Rivers", count = 34 } },
        });
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);

        Assert.Equal(told, Render<CataloguePage>().Find("[role=status]").TextContent);
    }

    [Theory]
    [InlineData("plain", "*Where* they [rise](https://example.org).")]
    [InlineData("markdown", "Where they rise.")]
    public void A_list_shows_a_description_without_marks(string textFormat, string shown)
    {
        var quiz = new { id = "q1", title = "Rivers", description = "*Where* they [rise](https://example.org).", textFormat, category = "general" };
        Answer("GET http://quizzes/api/quizzes", new { quizzes = new[] { quiz }, total = 1 });

        Assert.Equal(shown, Render<CataloguePage>().Find(".one-line").TextContent);
    }

    [Theory]
    [InlineData("en", "General")]
    [InlineData("de", "Allgemein")]
    public void The_default_category_is_a_word_of_the_viewers_language(string language, string word)
    {
        using var speaking = Speaking(language);
        Answer("GET http://quizzes/api/quizzes", new { quizzes = Array.Empty<object>(), total = 0 });
        Answer("GET http://quizzes/api/quizzes/categories", new
        {
            categories = new[] { new { category = "general", count = 3 }, new { category = "Rivers", count = 1 } },
        });
        Services.GetRequiredService<NavigationManager>().NavigateTo("/quizzes?category=general");

        var page = Render<CataloguePage>();

        Assert.Equal(
            [("general", $"{word} (3)"), ("Rivers", "Rivers (1)")],
            page.FindAll("#category option").Skip(1).Select(option => (option.GetAttribute("value")!, option.TextContent)));
        Assert.Equal("general", page.Find("#category option[selected]").GetAttribute("value"));
        Assert.Equal(word, page.Find(".chips a").TextContent);
        Assert.Contains(Asked, asked => asked.Request.EndsWith("?category=general&limit=20", StringComparison.Ordinal));
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
