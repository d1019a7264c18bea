using Bunit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using QuizPlatform.Web.Accounts;
using QuizPlatform.Web.Guests;
using QuizPlatform.Web.Layout;
using QuizPlatform.Web.Quizzes;

namespace QuizPlatform.Web.Tests;

public class GuestTests : PageContext
{
    private const string Guest = "00000000000000000000000000000001";
    private const string QuizId = "0190000000007000800000000000000a";

    [Fact]
    public void A_stranger_is_offered_to_play_first_and_then_to_sign_in()
    {
        Offer(true);

        var page = Render<PlayPage>();

        Assert.Equal("Quick Otter 27", page.Find("#field-displayName").GetAttribute("placeholder"));
        Assert.Equal("", page.Find("#field-displayName").GetAttribute("value") ?? "");
        Assert.Equal("Play as a guest", page.Find("form button").TextContent);
        Assert.Equal(2, page.FindAll("a[href^='/sign-in'], a[href^='/register']").Count);
    }

    [Theory]
    [InlineData("own", "Others see it on the board.")]
    [InlineData("made-up", "This quiz’s board shows a made-up name in its place.")]
    public void What_others_see_of_a_name_is_the_quizs_rule(string names, string says)
    {
        Offer(true);
        Publish(new { guests = true, guestNames = names });

        Assert.StartsWith(says, Play().Find("#field-displayName-hint").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_guests_are_off_they_are_not_offered()
    {
        Offer(false);

        var page = Render<PlayPage>();

        Assert.Empty(page.FindAll("form"));
        Assert.Contains("You need an account to play here.", page.Find("section").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guest_goes_on_makes_room_for_someone_else_or_is_forgotten()
    {
        Offer(true);
        SignIn(Guest, "Ann", "guest");

        var page = Render<PlayPage>();

        Assert.Equal("Play as Ann", page.Find("a.button").TextContent);
        Assert.Equal(["Play as a guest", "Forget me for good"], page.FindAll("form button").Select(button => button.TextContent));
        Assert.Contains("what Ann has done can then not be kept from here", page.Markup, StringComparison.Ordinal);
        Assert.Equal("Forget me here", page.Find("details summary").TextContent); // asks first
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_comes_after_a_guest_who_looked_at_a_result_is_led_to_its_quiz(bool forget)
    {
        Services.AddSingleton(Mock.Of<IAuthenticationService>());
        Visit.RequestServices = Services;
        Offer(true);
        SignIn(Guest, "Ann", "guest");
        Answer("GET http://results/api/results/r1", new
        {
            result = new { id = "r1", quizId = QuizId, submittedAt = DateTimeOffset.UnixEpoch, questions = Array.Empty<object>() },
        });
        Answer("DELETE http://users/api/users/profile", new { }, status: 204);
        Answer("POST http://users/api/users/guest", new
        {
            token = "t",
            refreshToken = "r",
            expiresIn = 900,
            user = new { id = "g2", username = "", email = "", displayName = "Bob", roles = new[] { "guest" } },
        });
        Services.GetRequiredService<NavigationManager>().NavigateTo("/play?return=/results/r1");
        var page = Render<PlayPage>();

        Assert.Equal("/results/r1", page.Find("a.button").GetAttribute("href"));
        await page.FindAll("form")[forget ? ^1 : 0].SubmitAsync();

        Assert.Equal($"/quizzes/{QuizId}{(forget ? "?arrived=Forgotten" : "")}", new Uri(Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery);
    }

    [Theory]
    [InlineData("New", true, "Welcome, Ann!")]
    [InlineData("NewAndKept", false, "Welcome, Ann! A letter is on its way to your address: its link confirms it. What you did as a guest moves")]
    [InlineData("Kept", true, "What you did as a guest moves to your account.")]
    [InlineData("None", true, null)]
    [InlineData("1", true, null)]
    [InlineData("17", true, null)]
    [InlineData("New,Kept", true, null)]
    [InlineData("nonsense", true, null)]
    public void The_next_page_tells_what_came_of_it(string arrived, bool withoutLetters, string? says)
    {
        Answer("GET http://users/api/users/letters", new { sent = !withoutLetters });
        Visit.Request.QueryString = new($"?arrived={arrived}");
        Assert.Empty(Render<ArrivalNote>().Markup.Trim()); // to nobody, for anybody may make such a link
        SignIn(Guest, "Ann", "guest");
        Assert.Empty(Render<ArrivalNote>().Markup.Trim());
        SignIn("ann");

        var note = Render<ArrivalNote>();

        if (says is null)
            Assert.Empty(note.Markup.Trim());
        else
            Assert.StartsWith(says, note.Find("[role=status] p").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "Hide my name on boards", "Your place and score stay")]
    [InlineData(true, "Show my name on boards", "Boards hide your name")]
    public async Task A_guest_hides_the_name_on_boards_and_shows_it_again(bool hidden, string button, string says)
    {
        Offer(true);
        SignIn(Guest, "Ann", "guest");
        var account = new { id = Guest, username = "", email = "", displayName = "Ann", roles = new[] { "guest" }, hideName = hidden };
        Answer("GET http://users/api/users/profile", new { user = account });
        Answer("PATCH http://users/api/users/profile", new { user = account });

        var page = Render<PlayPage>().FindComponent<HideName>();

        Assert.Equal(button, page.Find("button").TextContent);
        Assert.Contains(says, page.Find("[data-name-hidden]").TextContent, StringComparison.Ordinal);
        page.Instance.Input = new() { Hide = bool.Parse(page.Find("[name='Input.Hide']").GetAttribute("value")!) };
        await page.Find("form").SubmitAsync();
        var asked = Asked.Single(asked => asked.Request.StartsWith("PATCH", StringComparison.Ordinal));
        Assert.Contains($"\"hideName\":{(hidden ? "false" : "true")}", asked.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("guest")]
    public void A_quiz_for_people_with_an_account_says_so_where_one_would_play(string? role)
    {
        Offer(true);
        Publish(new { guests = false });
        if (role is not null)
            SignIn(Guest, "Ann", role);

        var page = Play();

        Assert.Contains("This quiz is for people with an account.", page.Find("section").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button, a.button"), button => button.TextContent is "Play as a guest" or "Play as Ann");
        Assert.Equal($"/register?return=%2Fquizzes%2F{QuizId}%2Ftake", page.Find("a[href^='/register']").GetAttribute("href"));
    }

    [Fact]
    public void Somebody_with_an_account_plays_it()
    {
        Offer(true);
        Publish(new { guests = false });
        SignIn(Guest, "Ann");

        Assert.Equal("Play as Ann", Play().Find("a.button").TextContent);
    }

    [Fact]
    public void The_quizs_page_says_who_may_play_and_by_what_name()
    {
        Publish(new { guests = false });
        Assert.Contains("This quiz is for people with an account.", Cover().Find("[data-who]").TextContent, StringComparison.Ordinal);

        Publish(new { guests = true, guestNames = "made-up" });
        Offer(true);
        Assert.Contains("On this quiz’s board guests have made-up names.", Cover().Markup, StringComparison.Ordinal);
        SignIn(Guest, "Ann", "guest");
        Assert.Equal(
            "You play as Ann. Someone else? On this quiz’s board guests have made-up names.", Cover().Find("[data-who]").TextContent.Trim());
        SignIn("ann");
        Assert.DoesNotContain("made-up names", Cover().Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [InlineData(null)]
    public void The_quizs_page_offers_to_play_at_once_only_where_one_may(bool? offered)
    {
        Publish(new { guests = true });
        if (offered is { } known)
            Offer(known);

        Assert.Equal(offered is true, Cover().Markup.Contains("Play at once", StringComparison.Ordinal));
    }

    [Fact]
    public void Registering_says_what_moves_and_has_the_name_filled_in()
    {
        SignIn(Guest, "Ann", "guest");
        Answer($"GET http://results/api/results/user/{Guest}", new
        {
            userId = Guest,
            displayName = "Ann",
            results = Array.Empty<object>(),
            statistics = new { totalQuizzesTaken = 3, recentActivity = Array.Empty<object>(), byCategory = Array.Empty<object>() },
        });

        var page = Render<RegisterPage>();

        Assert.StartsWith("The 3 results of Ann move to your account.", page.Find("[data-keep]").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("I am not Ann", page.Find("[data-keep] button").TextContent);
        Assert.Equal("Ann", page.Find("#field-displayName").GetAttribute("value"));
    }

    [Fact]
    public void Who_is_somebody_else_leaves_the_guest_behind_and_comes_back_to_sign_in()
    {
        SignIn(Guest, "Ann", "guest");
        Services.GetRequiredService<NavigationManager>().NavigateTo("/sign-in?return=%2Fboard");

        var page = Render<SignInPage>(); // Results is away

        Assert.Contains("What Ann has done here moves to your account.", page.Find("[data-keep]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/sign-out", page.Find("[data-keep]").GetAttribute("action"));
        Assert.Equal("/sign-in?return=%2Fboard", page.Find("[data-keep] [name=return]").GetAttribute("value"));
    }

    private void Publish(object settings) => Answer($"GET http://quizzes/api/quizzes/{QuizId}", A.Quiz(QuizId, settings: settings));

    private IRenderedComponent<PlayPage> Play()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/play?return=/quizzes/{QuizId}/take");
        return Render<PlayPage>();
    }

    private IRenderedComponent<CoverPage> Cover() => Render<CoverPage>(page => page.Add(p => p.Id, QuizId));

    private void Offer(bool offered) => Answer("GET http://users/api/users/guest", new { offered, days = 7 });
}
