using Bunit;
using QuizPlatform.Web.Accounts;
using QuizPlatform.Web.Guests;

namespace QuizPlatform.Web.Tests;

public class GuestTests : PageContext
{
    private const string Guest = "00000000000000000000000000000001";

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

    [Fact]
    public void Where_guests_are_off_they_are_not_offered()
    {
        Offer(false);

        Assert.Empty(Render<PlayPage>().FindAll("form"));
    }

    [Fact]
    public void A_guest_goes_on_makes_room_for_someone_else_or_is_forgotten()
    {
        Offer(true);
        SignIn(Guest, "Ann", "guest");

        var page = Render<PlayPage>();

        Assert.Equal("Play as Ann", page.Find("a.button").TextContent);
        Assert.Equal(["Play as a guest", "Forget me here"], page.FindAll("form button").Select(button => button.TextContent));
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

        Assert.Equal("The 3 results of Ann move to your account.", page.Find("[data-keep]").TextContent.Trim());
        Assert.Equal("Ann", page.Find("#field-displayName").GetAttribute("value"));
    }

    private void Offer(bool offered) => Answer("GET http://users/api/users/guest", new { offered, days = 7 });
}
