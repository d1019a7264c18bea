using QuizPlatform.Provider;

namespace QuizPlatform.Users.Tests;

/// <summary>What each operation asks of the store, which is billed by it.</summary>
public sealed class RequestUnitsTests
{
    private const string NewPassword = "battery-staple-anew";

    [Fact]
    public async Task Each_operation_costs_what_the_table_says()
    {
        await using var here = await OrganisedApp.Start(("Organisation:CreateAccounts", "true"), ("Users:AdminEmail", "boss@example.org"));
        var app = here.App;
        var budgets = new Budgets<UsersDb>("Users", app.Store);
        await budgets.OfADay(app.RunTimersOfADay);
        var boss = await app.SignedIn("boss");

        await budgets.Of("register", () => app.Register("ann"));
        await budgets.Of("send a letter", () => app.DeliverMail());
        await budgets.Of("confirm the address", () => app.Confirm(app.Mail.Token));
        Person ann = null!;
        await budgets.Of("sign in", async () => ann = await app.Session("ann"));
        await budgets.Of("sign in, from a new address", () => app.LogIn("ann", address: "192.0.2.7"));
        await budgets.Of("refresh a session", () => app.Refresh(ann.RefreshToken));
        await budgets.Of("read one's profile", ann.Profile);
        await budgets.Of("hide one's name", () => ann.Update(new { hideName = true }, "*"));

        Person guest = null!;
        await budgets.Of("play as a guest", async () => guest = app.PersonOf(await app.PlayAsGuest()));
        await budgets.Of("sign in, and keep what the guest did", () =>
            app.LogIn(new { username = "ann", password = UsersApp.Password, guestRefreshToken = guest.RefreshToken }));
        var other = app.PersonOf(await app.PlayAsGuest());
        await budgets.Of("forget a guest", () => other.Delete(password: null));

        await budgets.Of("ask for a letter with a new password's link", () => Ask(app, "ann@example.org"));
        await app.DeliverMail();
        await budgets.Of("set a password by letter", () => app.Reset(app.Mail.Token, NewPassword));
        ann = await app.Session("ann", NewPassword);
        await budgets.Of("change a confirmed address", () => ann.Update(new { email = "ann@example.net", currentPassword = NewPassword }, "*"));
        await app.DeliverMail();
        var undo = MemoryMail.TokenOf(app.Mail.Sent.Single(mail => mail.Subject == "Your e-mail address was changed"));
        await budgets.Of("take an address back", () => app.UndoEmailChange(undo, UsersApp.Password));

        ann = await app.Session("ann");
        using var phone = new TestAuthenticator();
        await budgets.Of("add a passkey", () => ann.AddPasskey(phone));
        await budgets.Of("sign in with a passkey", () => app.LogInWithPasskey(phone));
        Codes codes = null!;
        await budgets.Of("turn the second factor on", async () => (_, codes, _) = await app.WithSecondFactor("ann", ann));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await budgets.Of("sign in with a code", () => app.LogIn("ann", code: codes.Now()));

        var bob = new Member("bob-1", "bob@example.org", Name: "Bob");
        await budgets.Of("sign in through the organisation, for the first time", () => app.SignInByOrganisation(here.Assert(bob)));
        await budgets.Of("sign in through the organisation", () => app.SignInByOrganisation(here.Assert(bob)));

        await budgets.Of("report a name", () => app.Report(ann.Id, new { reason = "offensive" }));
        await budgets.Of("read the reports", () => boss.Reports());
        await budgets.Of("take a name away", () => boss.ResetName(ann.Id));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await budgets.Of("delete an account", () => ann.Delete(code: codes.Now()));
        budgets.Check();
    }

    // The request alone, without the letter that follows.
    private static Task<Answer> Ask(UsersApp app, string email) =>
        app.Call<ForgetPassword>(TestHttp.Request("POST", "/api/users/password/forgotten", new { email }), (f, r) => f.Run(r, default));
}
