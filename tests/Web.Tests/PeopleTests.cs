using System.Net;
using System.Text.Json.Nodes;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Layout;
using QuizPlatform.Web.People;

namespace QuizPlatform.Web.Tests;

public class PeopleTests : PageContext
{
    private const string Users = "http://users/api/users";

    [Fact]
    public void An_admin_finds_people()
    {
        SignIn("boss", "Boss", "admin");
        Answer($"GET {Users}", new { users = new[] { Ann("player", "author") }, more = true });

        Services.GetRequiredService<NavigationManager>().NavigateTo("/people?search=%20ann+%26+co%20");
        var page = Render<PeoplePage>();

        Assert.Equal($"GET {Users}?search=ann %26 co", Assert.Single(Asked).Request);
        Assert.Equal("/people/u1", page.Find("li a").GetAttribute("href"));
        Assert.Equal("Author", Assert.Single(page.FindAll(".badge")).TextContent);
        Assert.Contains("There are more.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_search_the_page_says_what_is_found_here()
    {
        SignIn("boss", "Boss", "admin");

        Assert.Contains("Find somebody", Render<PeoplePage>().Find("form + p").TextContent, StringComparison.Ordinal);
        Assert.Empty(Asked);
    }

    [Fact]
    public void Nobody_else_sees_the_page_or_the_way_to_it()
    {
        SignIn("u1");

        Assert.Equal(HttpStatusCode.Forbidden, Assert.Throws<ApiException>(() => Render<PeoplePage>()).Status);
        Assert.Empty(Render<MainLayout>().FindAll("a[href='/people']"));
        SignIn("boss", "Boss", "admin");
        Assert.Single(Render<MainLayout>().FindAll("a[href='/people']"));
    }

    [Fact]
    public async Task Roles_are_those_that_are_ticked()
    {
        var page = Show();
        Assert.Equal(["author"], page.FindAll("input[checked]").Select(box => box.GetAttribute("value")));
        page.Instance.Input.Roles = ["admin"];
        Answer($"PUT {Users}/u1/roles", new { });

        await page.FindAll("form")[0].SubmitAsync();

        Assert.Equal("""{"roles":["admin"]}""", Assert.Single(Asked, asked => asked.Request == $"PUT {Users}/u1/roles").Body);
    }

    [Fact]
    public async Task Who_has_lost_the_second_factor_is_helped_by_another_admin()
    {
        Assert.Equal((2, 3), (Show(by: "u1").FindAll("form").Count, Show().FindAll("form").Count)); // not oneself
        var page = Show();
        Answer($"DELETE {Users}/u1/second-factor", new { type = "urn:problem:second-factor.not-found", detail = "no" }, status: 404);

        await page.FindAll("form")[2].SubmitAsync();

        Assert.Contains("The second factor is off already.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Answer($"DELETE {Users}/u1/second-factor", new { }, status: 204);
        await page.FindAll("form")[2].SubmitAsync();
        Assert.EndsWith("/people/u1?saved=factor", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_is_told()
    {
        var page = Show();
        Answer($"PUT {Users}/u1/roles", new JsonObject { ["type"] = "urn:problem:user.last-admin", ["detail"] = "no" }, status: 409);

        await page.FindAll("form")[0].SubmitAsync();

        Assert.Contains("Another admin has to take this role", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(409, Visit.Response.StatusCode);
    }

    [Fact]
    public void Ones_own_account_is_not_closed_here()
    {
        Assert.Single(Show().FindAll("a.danger"));
        Assert.Empty(Show(by: "u1").FindAll("a.danger"));
    }

    [Fact]
    public void Somebody_who_is_not_there_is_a_page_that_says_so()
    {
        SignIn("boss", "Boss", "admin");
        Answer($"GET {Users}", new { users = Array.Empty<object>(), more = false });

        var failure = Assert.Throws<ApiException>(() => Render<PersonPage>(parameters => parameters.Add(page => page.Id, "u9")));

        Assert.Equal(HttpStatusCode.NotFound, failure.Status);
    }

    private IRenderedComponent<PersonPage> Show(string by = "boss")
    {
        SignIn(by, "Boss", "admin");
        Answer($"GET {Users}", new { users = new[] { Ann("player", "author") }, more = false });
        return Render<PersonPage>(parameters => parameters.Add(page => page.Id, "u1"));
    }

    private static object Ann(params string[] roles) => new
    {
        id = "u1",
        username = "ann",
        email = "ann@example.org",
        displayName = "Ann",
        roles,
        createdAt = "2026-11-01T00:00:00Z",
    };
}
