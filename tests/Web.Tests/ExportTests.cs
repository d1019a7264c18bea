using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Web.Authoring;

namespace QuizPlatform.Web.Tests;

/// <summary>A quiz goes as a file, once its author knows what that cannot hold.</summary>
public class ExportTests : PageContext
{
    private const string Id = "01a218ab7fc2733fb43c2b0d29d6be16";
    private const string Api = "http://quizzes/api/quizzes";

    public ExportTests() => SignIn("u1");

    [Fact]
    public void A_quiz_that_a_format_holds_is_downloaded_at_once()
    {
        Answer($"GET {Api}/{Id}", A.OwnQuiz(Id, version: 1, "first"));
        Answer($"GET {Api}/{Id}/export", "no JSON that is read");
        var here = Services.GetRequiredService<NavigationManager>();
        here.NavigateTo($"/my/quizzes/{Id}/export?to=csv");

        Render<ExportPage>(parameters => parameters.Add(page => page.Id, Id));

        Assert.EndsWith($"/api/quizzes/{Id}/export?format=csv", here.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_format_would_lose_is_told_first()
    {
        Answer($"GET {Api}/{Id}", A.OwnQuiz(Id, version: 1, "first"));
        var report = A.FileReport(ok: 1, warnings: 1, errors: 1);
        Answer($"GET {Api}/{Id}/export", new { type = "urn:problem:export.lossy", detail = "Lossy.", report }, status: 422);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/my/quizzes/{Id}/export?to=gift");

        var page = Render<ExportPage>(parameters => parameters.Add(page => page.Id, Id));

        Assert.Equal("GIFT cannot hold all of it", page.Find("h2").TextContent);
        Assert.Contains("1 question stays as it is. 1 loses something. 1 is left out.", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["Question 2", "Question 3"], page.FindAll(".quizzes b").Select(question => question.TextContent));
        Assert.Equal($"/api/quizzes/{Id}/export?format=gift&lossy=true", page.Find("a[download]").GetAttribute("href"));
        Assert.Equal("gift", page.Find("input[checked]").GetAttribute("value"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("opentdb")]
    [InlineData("x&lossy=true")]
    public void Only_formats_that_are_written_are_offered(string? format)
    {
        Answer($"GET {Api}/{Id}", A.OwnQuiz(Id, version: 1, "first"));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/my/quizzes/{Id}/export?to={format}");

        var page = Render<ExportPage>(parameters => parameters.Add(page => page.Id, Id));

        Assert.Single(Asked);
        Assert.Equal(FileFormat.Written.Select(written => written.Name), page.FindAll("[name=to]").Select(choice => choice.GetAttribute("value")));
        Assert.DoesNotContain(page.FindAll("[name=to]"), choice => choice.GetAttribute("value") == "opentdb");
    }
}
