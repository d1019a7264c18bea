namespace QuizPlatform.Users.Tests;

/// <summary>Who may no longer do something when it is saved has not done it, however early the request began.</summary>
public sealed class LockedOutTests : IAsyncDisposable
{
    private const string OwnersNew = "unrelated words here";
    private const string ThiefsNew = "quite other words there";
    private readonly UsersApp _app = new(null, ("Users:AdminEmail", "boss@example.org"));

    [Fact]
    public async Task A_thief_who_holds_the_body_back_does_not_undo_the_owners_new_password()
    {
        var (owner, thief) = (await _app.SignedIn("ada"), await _app.Session("ada"));

        var stolen = await Held(thief, new { password = ThiefsNew, currentPassword = UsersApp.Password }, async () =>
            Assert.Equal(200, (await owner.Update(new { password = OwnersNew, currentPassword = UsersApp.Password }, "*")).Status));

        Assert.Equal(401, stolen.Status);
        Assert.Equal((200, 401), ((await _app.LogIn("ada", OwnersNew)).Status, (await _app.LogIn("ada", ThiefsNew)).Status));
    }

    [Fact]
    public async Task A_new_address_asked_for_before_signing_out_everywhere_does_not_come_after_it()
    {
        var (owner, thief) = (await _app.SignedIn("ada"), await _app.Session("ada"));

        var stolen = await Held(thief, new { email = "thief@example.org", currentPassword = UsersApp.Password }, async () =>
            Assert.Equal(204, (await owner.LogOut("?everywhere=true")).Status));

        Assert.Equal(401, stolen.Status);
        Assert.Equal(401, (await _app.LogIn(new { email = "thief@example.org", password = UsersApp.Password })).Status);
    }

    // Wherever in the thief's change the owner's comes between: never are both told that it is done and the owner's is not.
    [Fact]
    public async Task Between_any_two_steps_of_a_thiefs_change_the_owners_new_password_holds()
    {
        for (var (step, reached) = (0, true); reached; step++)
        {
            var (owner, thief) = (await _app.SignedIn($"ada{step}"), await _app.Session($"ada{step}"));
            Answer? owners = null;
            _app.Store.Steps.Before(step, async () =>
                owners = await owner.Update(new { password = OwnersNew, currentPassword = UsersApp.Password }, "*"));
            var thiefs = await thief.Update(new { password = ThiefsNew, currentPassword = UsersApp.Password }, "*");
            reached = _app.Store.Steps.End();

            if (owners?.Status == 200)
                Assert.Equal((200, 401), ((await _app.LogIn($"ada{step}", OwnersNew)).Status, (await _app.LogIn($"ada{step}", ThiefsNew)).Status));
            else
                Assert.Equal((true, 200), (owners is null or { Status: 401 }, thiefs.Status));
        }
    }

    [Fact]
    public async Task Of_two_new_passwords_of_one_session_at_once_the_second_does_not_go_by_the_old_one()
    {
        var ada = await _app.SignedIn("ada");

        var answers = await Task.WhenAll(new[] { OwnersNew, ThiefsNew }.Select(
            password => Task.Run(() => ada.Update(new { password, currentPassword = UsersApp.Password }, "*"))));

        Assert.Equal([200, 403], answers.Select(a => a.Status).Order());
        Assert.Equal(200, (await _app.LogIn("ada", answers[0].Status == 200 ? OwnersNew : ThiefsNew)).Status);
    }

    [Fact]
    public async Task Between_any_two_steps_of_a_deletion_with_the_old_password_the_new_one_saves_the_account()
    {
        for (var (step, reached) = (0, true); reached; step++)
        {
            var (owner, thief) = (await _app.SignedIn($"ada{step}"), await _app.Session($"ada{step}"));
            Answer? owners = null;
            _app.Store.Steps.Before(step, async () =>
                owners = await owner.Update(new { password = OwnersNew, currentPassword = UsersApp.Password }, "*"));
            await thief.Delete();
            reached = _app.Store.Steps.End();

            if (owners?.Status == 200)
                Assert.Equal(200, (await _app.LogIn($"ada{step}", OwnersNew)).Status);
        }
    }

    [Fact]
    public async Task An_admin_who_holds_the_body_back_and_is_demoted_or_closed_makes_no_admin()
    {
        var (boss, friend) = (await _app.SignedIn("boss"), await _app.SignedIn("friend"));
        var (demoted, closed) = (await Admin(boss, "demoted"), await Admin(boss, "closed"));

        Assert.Equal(401, (await HeldRoles(demoted, friend, ["admin"], () => boss.SetRoles(demoted.Id, "player"))).Status);
        Assert.Equal(401, (await HeldRoles(closed, friend, ["admin"], () => boss.Close(closed.Id))).Status);

        Assert.Equal(["player"], (await _app.Verify((await _app.Session("friend")).Token)).Roles);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Between_any_two_steps_two_admins_who_are_after_each_other_leave_one(bool firstCloses, bool secondCloses)
    {
        var boss = await _app.SignedIn("boss");
        for (var (step, reached) = (0, true); reached; step++)
        {
            var (a, b) = (await Admin(boss, $"first{step}"), await Admin(boss, $"second{step}"));
            var (first, interrupted) = await Interrupted(step, () => After(a, b, firstCloses), () => After(b, a, secondCloses));
            reached = interrupted;

            var left = await _app.Store.With(async db => new[] { await db.FindUser(a.Id, default), await db.FindUser(b.Id, default) });
            Assert.Contains(left, user => user!.Roles.Contains("admin"));
            Assert.Contains(first.Status, new[] { 200, 204, 401 });
        }

        static Task<Answer> After(Person who, Person whom, bool closes) => closes ? who.Close(whom.Id) : who.SetRoles(whom.Id, "player");
    }

    [Fact]
    public async Task Of_admins_who_all_demote_each_other_at_once_one_is_left()
    {
        var boss = await _app.SignedIn("boss");
        var admins = new List<Person>();
        for (var i = 0; i < 6; i++)
            admins.Add(await Admin(boss, $"admin{i}"));

        await Task.WhenAll(admins.Select((admin, i) => Task.Run(() => admin.SetRoles(admins[(i + 1) % admins.Count].Id, "player"))));

        var users = await Task.WhenAll(admins.Select(a => _app.Store.With(async db => await db.FindUser(a.Id, default))));
        Assert.Contains(users, user => user!.Roles.Contains("admin"));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<Person> Admin(Person boss, string name)
    {
        Assert.Equal(200, (await boss.SetRoles((await _app.SignedIn(name)).Id, "admin")).Status);
        return await _app.Session(name);
    }

    private async Task<(Answer Answer, bool Reached)> Interrupted(int step, Func<Task<Answer>> request, Func<Task<Answer>> meanwhile)
    {
        _app.Store.Steps.Before(step, meanwhile);
        var answer = await request();
        return (answer, _app.Store.Steps.End());
    }

    private Task<Answer> Held(Person who, object change, Func<Task> meanwhile) =>
        _app.Call<UpdateProfile>(who.Request("PATCH", change, [("If-Match", "*")]).WithHeldBody(meanwhile), (f, r) => f.Run(r, default));

    private Task<Answer> HeldRoles(Person who, Person whose, string[] roles, Func<Task> meanwhile) =>
        _app.Call<SetRoles>(who.Request("PUT", new { roles }).WithHeldBody(meanwhile), (f, r) => f.Run(r, whose.Id, default));
}
