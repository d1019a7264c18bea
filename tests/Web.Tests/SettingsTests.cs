using System.Text.Json.Nodes;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Web.Authoring;

namespace QuizPlatform.Web.Tests;

/// <summary>What holds for all versions of a quiz is changed without a new one.</summary>
public class SettingsTests : PageContext
{
    private const string Id = "01a218ab7fc2733fb43c2b0d29d6be16";
    private const string Api = $"http://quizzes/api/quizzes/{Id}";

    public SettingsTests()
    {
        SignIn("u1");
        Visit.RequestServices = Services;
        Answer($"PUT {Api}/settings", new { message = "Done.", quiz = A.OwnQuiz(Id, version: 1, "first") });
    }

    [Theory]
    [InlineData("never", "", "own", """{"guests":true,"guestNames":"own","reveal":"never","revealAt":null}""")]
    [InlineData("never", "2027-01-02T03:04", "none", """{"guests":false,"guestNames":null,"reveal":"never","revealAt":null}""")]
    [InlineData("afterClose", "2027-01-02T03:04", "made-up",
        """{"guests":true,"guestNames":"made-up","reveal":"afterClose","revealAt":"2027-01-02T03:04:00Z"}""")]
    [InlineData("afterClose", "tomorrow", "own", """{"guests":true,"guestNames":"own","reveal":"afterClose","revealAt":null}""")]
    public async Task What_is_chosen_is_sent(string reveal, string revealAt, string guests, string sent)
    {
        var page = Show(A.Settings());
        (page.Instance.Input.Reveal, page.Instance.Input.RevealAt, page.Instance.Input.Guests) = (reveal, revealAt, guests);

        await page.Find("form").SubmitAsync();

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(sent), Sent), $"{Sent}");
        Assert.EndsWith($"/my/quizzes/{Id}/settings?saved=1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moment_that_nobody_changed_stays_to_the_second()
    {
        var page = Show(A.Settings("afterClose", "2027-01-02T03:04:05Z"));
        Assert.Equal("2027-01-02T03:04", page.Find("[type=datetime-local]").GetAttribute("value"));

        await page.Find("form").SubmitAsync();

        Assert.Equal("2027-01-02T03:04:05Z", Sent["revealAt"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_moment_that_is_missing_is_asked_for()
    {
        var page = Show(A.Settings());
        page.Instance.Input.Reveal = "afterClose";
        Answer($"PUT {Api}/settings", new { type = "urn:problem:request.invalid", errors = new { revealAt = (string[])["Missing."] } }, status: 400);

        await page.Find("form").SubmitAsync();

        Assert.Equal("Say from when: day and time.", page.Find("#field-revealAt-fault").TextContent);
        Assert.Equal("afterClose", page.Find("#field-reveal option[selected]").GetAttribute("value"));
        Assert.Equal(400, Visit.Response.StatusCode);
    }

    [Fact]
    public void An_archived_quiz_has_what_is_shown_of_it_but_takes_no_guests() =>
        Assert.Equal(["Input.Reveal"], Show(A.Settings(), "archived").FindAll("select").Select(select => select.GetAttribute("name")));

    [Fact]
    public void A_draft_has_them_in_its_editor()
    {
        Show(A.Settings(), "draft", version: 0);

        Assert.EndsWith($"/my/quizzes/{Id}", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    private JsonNode Sent => JsonNode.Parse(Assert.Single(Asked, asked => asked.Request == $"PUT {Api}/settings").Body)!;

    private IRenderedComponent<SettingsPage> Show(object settings, string status = "published", int version = 1)
    {
        Answer($"GET {Api}", A.OwnQuiz(Id, version, status, ["first"], settings: settings));
        return Render<SettingsPage>(parameters => parameters.Add(page => page.Id, Id));
    }
}
