using QuizPlatform.Provider;

namespace QuizPlatform.Users.Tests;

/// <summary>Roles that the organisation gives and takes.</summary>
public sealed class OrganisationRolesTests
{
    private static readonly (string, string) Claim = ("Organisation:RolesClaim", "roles");
    private static readonly (string, string) Writers = ("Organisation:AuthorRole", "writers");
    private static readonly (string, string) Admins = ("Organisation:AdminRole", "quiz-admins");

    private static async Task<(OrganisedApp Here, Person Ann)> Start(params (string, string)[] settings)
    {
        var here = await OrganisedApp.Start([("Users:AdminEmail", "boss@example.org"), .. settings]);
        var ann = await here.App.SignedIn("ann");
        Assert.Equal(200, (await ann.Link(here.Assert(Ann()))).Status);
        return (here, ann);
    }

    private static Member Ann(params string[] roles) => new("ann-1", "ann@example.org", Roles: roles);

    private static async Task<Answer> SignIn(OrganisedApp here, params string[] roles)
    {
        var answer = await here.App.SignInByOrganisation(here.Assert(Ann(roles)));
        Assert.Equal(200, answer.Status);
        return answer;
    }

    private static string Roles(Answer answer) => string.Join(' ', answer.Json!["user"]!["roles"]!.AsArray().Select(role => (string?)role));

    [Fact]
    public async Task They_are_set_at_each_sign_in_and_hold_at_once()
    {
        var (here, ann) = await Start(Claim, Writers, Admins);
        await using var _ = here;

        var first = await SignIn(here, "all", "writers", "quiz-admins");
        Assert.Equal("player author admin", Roles(first));
        Assert.True((await here.App.Verify(first.Value<string>("token"))).IsAdmin);
        Assert.Equal(401, (await ann.Profile()).Status); // a session of before, with the roles of before

        var admin = here.App.PersonOf(first);
        Assert.Equal("player author", Roles(await SignIn(here, "writers")));
        Assert.Equal(401, (await admin.Find("ann")).Status);
        Assert.Equal("player", Roles(await SignIn(here)));
        var lines = here.App.Logs.All.Where(line => line.Contains("Roles of user", StringComparison.Ordinal)).ToList();
        Assert.Equal(["player author admin", "player author", "player"],
            lines.Select(line => line.Split("set to ")[1].Replace(" by the organisation", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_same_again_ends_no_session()
    {
        var (here, _) = await Start(Claim, Writers);
        await using var __ = here;

        var first = here.App.PersonOf(await SignIn(here, "writers"));
        await SignIn(here, "writers");

        Assert.Equal(200, (await first.Profile()).Status);
    }

    [Fact]
    public async Task A_role_that_is_not_mapped_is_kept()
    {
        var (here, ann) = await Start(Claim, Writers);
        await using var _ = here;
        var boss = await here.App.SignedIn("boss");
        await boss.SetRoles(ann.Id, "admin");

        Assert.Equal("player admin", Roles(await SignIn(here, "admin", "quiz-admins")));
        Assert.Equal("player author admin", Roles(await SignIn(here, "writers")));
    }

    [Fact]
    public async Task They_go_with_the_link()
    {
        var (here, ann) = await Start(Claim, Writers);
        await using var _ = here;
        await (await here.App.SignedIn("boss")).SetRoles(ann.Id, "admin");
        ann = here.App.PersonOf(await SignIn(here, "writers"));

        Assert.Equal(204, (await ann.Unlink()).Status);

        Assert.Equal(401, (await ann.Profile()).Status); // its token has the role
        Assert.Equal("player admin", Roles(await here.App.LogIn("ann")));
        Assert.Contains(here.App.Logs.All, line => line.Contains("set to player admin by the organisation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task They_go_with_the_link_that_a_password_by_letter_takes_away()
    {
        var (here, _) = await Start(Claim, Writers);
        await using var __ = here;
        await here.App.SignInByOrganisation(here.Assert(Ann("writers") with { EmailVerified = null }));

        await here.App.ForgetPassword("ann@example.org");
        await here.App.Reset(here.App.Mail.Token, "battery-staple-anew");

        Assert.Equal("player", Roles(await here.App.LogIn("ann", "battery-staple-anew")));
        Assert.Contains(here.App.Logs.All, line => line.Contains("set to player by the organisation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task They_take_nothing_from_whom_confirming_their_address_makes_an_admin()
    {
        await using var here = await OrganisedApp.Start(
            ("Users:AdminEmail", "ann@example.org"), ("Mail:Folder", ""), ("Mail:SmtpHost", "somewhere"), Claim, Writers);
        await here.App.Register("ann");
        await here.App.DeliverMail();
        var confirm = here.App.Mail.Token;
        await (await here.App.Session("ann")).Link(here.Assert(Ann()));
        await here.App.SignInByOrganisation(here.Assert(Ann("writers") with { EmailVerified = null }));

        Assert.Equal(200, (await here.App.Confirm(confirm)).Status);

        Assert.Equal("player author admin", Roles(await here.App.LogIn("ann")));
    }

    [Fact]
    public async Task Without_the_setting_no_claim_gives_a_role()
    {
        var (here, _) = await Start();
        await using var __ = here;

        Assert.Equal("player", Roles(await SignIn(here, "admin", "author", "writers")));
    }
}
