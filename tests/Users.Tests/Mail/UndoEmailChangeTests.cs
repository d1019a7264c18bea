using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Users.Tests;

public sealed class UndoEmailChangeTests : IAsyncDisposable
{
    private const string Old = "ann@example.org";
    private const string Thiefs = "thief@example.com";
    private const string NewPassword = "battery-staple-anew";

    private readonly UsersApp _app = new();

    [Fact]
    public async Task The_address_of_before_is_told_and_takes_the_account_back()
    {
        var thief = await Stolen();
        var told = _app.Mail.Sent.Single(mail => mail.To == Old);
        Assert.Equal("Your e-mail address was changed", told.Subject);
        Assert.DoesNotContain(Thiefs, told.Text + told.Html, StringComparison.Ordinal);

        var answer = await _app.UndoEmailChange(MemoryMail.TokenOf(told), NewPassword);

        Assert.Equal(200, answer.Status);
        Assert.Equal((401, 401), ((await thief.Profile()).Status, (await _app.LogIn("ann")).Status));
        var profile = await (await _app.Session("ann", NewPassword)).Profile();
        Assert.Equal((Old, true), (profile.Value<string>("user.email"), profile.Value<bool>("user.emailConfirmed")));
        await _app.DeliverMail();
        Assert.Equal(("Your password was changed", Old), (_app.Mail.Sent[^1].Subject, _app.Mail.Sent[^1].To));
        Assert.Equal(201, (await _app.Register("somebody", Thiefs)).Status); // the other address is free again
    }

    [Fact]
    public async Task An_address_that_was_not_confirmed_may_be_anybodys_and_is_not_told()
    {
        var ann = await _app.SignedIn("ann");

        await Change(ann, Thiefs);

        Assert.Equal(Thiefs, Assert.Single(_app.Mail.Sent).To);
        Assert.Equal(201, (await _app.Register("somebody", Old)).Status);
    }

    [Theory]
    [InlineData(71, 200)]
    [InlineData(72, 422)]
    public async Task A_link_is_good_for_three_days(int hours, int status)
    {
        await Stolen();

        _app.Clock.Advance(TimeSpan.FromHours(hours));

        Assert.Equal(status, (await _app.UndoEmailChange(TokenTo(Old), NewPassword)).Status);
    }

    [Fact]
    public async Task A_link_is_good_once_and_nothing_else_opens_by_it()
    {
        await Stolen();
        var token = TokenTo(Old);
        Assert.Equal((422, 422), ((await _app.Reset(token, NewPassword)).Status, (await _app.Confirm(token)).Status));

        Assert.Equal(200, (await _app.UndoEmailChange(token, NewPassword)).Status);

        var again = await _app.UndoEmailChange(token, "battery-staple-twice");
        Assert.Equal((422, "urn:problem:auth.link-spent"), (again.Status, again.Value<string>("type")));
        Assert.Equal(200, (await _app.LogIn("ann", NewPassword)).Status);
    }

    [Fact]
    public async Task Of_two_uses_at_once_one_counts()
    {
        await Stolen();
        var token = TokenTo(Old);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => _app.UndoEmailChange(token, $"{NewPassword} {i}")));

        var first = Assert.Single(Enumerable.Range(0, 4), i => answers[i].Status == 200);
        Assert.Equal(200, (await _app.LogIn("ann", $"{NewPassword} {first}")).Status);
    }

    [Fact]
    public async Task Meanwhile_the_address_is_nobody_elses_and_signs_nobody_in()
    {
        await Stolen();

        Assert.Equal(409, (await _app.Register("somebody", Old)).Status);
        Assert.Equal(401, (await _app.LogIn(new { email = Old, password = UsersApp.Password })).Status);
        _app.Mail.Clear();
        await _app.ForgetPassword(Old);
        Assert.Empty(_app.Mail.Sent);

        _app.Clock.Advance(TimeSpan.FromHours(72));
        Assert.Equal(201, (await _app.Register("somebody", Old)).Status);
    }

    [Fact]
    public async Task After_its_time_nothing_of_the_address_is_kept()
    {
        var ann = await Stolen();
        Assert.Contains(Old, (await ann.Export()).Json!.ToJsonString(), StringComparison.Ordinal);

        _app.Clock.Advance(TimeSpan.FromHours(73));
        await _app.Forget();
        await (await _app.Session("ann")).Update(new { displayName = "Ann" }, "*");

        Assert.Null(await _app.Store.With(db => db.Reservations.FirstOrDefaultAsync(r => r.Id == Reservation.IdOfEmail(Old))));
        var kept = await _app.Store.With(db => db.Users.SingleAsync());
        Assert.Equal((0, null), (kept.FormerEmails.Count, kept.FormerUntil));
    }

    [Fact]
    public async Task A_deleted_account_keeps_no_address_of_before()
    {
        await (await Stolen()).Delete();

        Assert.Equal(201, (await _app.Register("somebody", Old)).Status);
        Assert.Equal(422, (await _app.UndoEmailChange(TokenTo(Old), NewPassword)).Status);
    }

    [Fact]
    public async Task Who_changed_it_twice_cannot_take_it_from_who_takes_it_back()
    {
        var thief = await Stolen();
        await _app.Confirm(TokenTo(Thiefs));
        await Change(thief, "thief@example.net");
        var thiefs = MemoryMail.TokenOf(_app.Mail.Sent.Last(mail => mail.To == Thiefs));

        Assert.Equal(200, (await _app.UndoEmailChange(TokenTo(Old), NewPassword)).Status);

        Assert.Equal(422, (await _app.UndoEmailChange(thiefs, "battery-staple-thief")).Status);
        Assert.Equal(200, (await _app.LogIn(new { email = Old, password = NewPassword })).Status);
    }

    [Fact]
    public async Task Nor_from_who_goes_back_by_the_profile()
    {
        var ann = await Stolen();
        await _app.Confirm(TokenTo(Thiefs));

        await Change(ann, Old);

        Assert.DoesNotContain(_app.Mail.Sent, mail => mail.To == Thiefs && mail.Subject == "Your e-mail address was changed");
        Assert.Equal(201, (await _app.Register("somebody", Thiefs)).Status);
        Assert.True((await ann.Profile()).Value<bool>("user.emailConfirmed"));
    }

    [Fact]
    public async Task Going_back_by_the_profile_and_away_again_voids_no_letter_and_is_told_again()
    {
        var thief = await Stolen();
        var first = TokenOfChange();
        using var device = new TestAuthenticator();
        await thief.AddPasskey(device);
        await Change(thief, Old);
        await Change(thief, "thief@example.net");

        Assert.Equal(2, _app.Mail.Sent.Count(mail => mail.To == Old && mail.Subject == "Your e-mail address was changed"));
        Assert.Equal(409, (await _app.Register("somebody", Old)).Status);
        Assert.Equal(200, (await _app.UndoEmailChange(first, NewPassword)).Status);

        Assert.Equal(200, (await _app.LogIn(new { email = Old, password = NewPassword })).Status);
        Assert.Equal(401, (await _app.LogInWithPasskey(device)).Status);
    }

    [Fact]
    public async Task A_letter_is_good_also_where_the_address_is_the_accounts_again()
    {
        var thief = await Stolen();
        await Change(thief, Old);

        Assert.Equal(200, (await _app.UndoEmailChange(TokenOfChange(), NewPassword)).Status);
        Assert.Equal((401, 200), ((await thief.Profile()).Status, (await _app.LogIn("ann", NewPassword)).Status));
    }

    [Fact]
    public async Task Who_only_reads_what_comes_to_an_address_that_is_back_does_not_go_round_the_second_factor()
    {
        var ann = await Stolen();
        await Change(ann, Old);
        var (_, codes, _) = await _app.WithSecondFactor("ann", ann);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(403, (await _app.UndoEmailChange(TokenOfChange(), NewPassword)).Status);

        Assert.Equal(200, (await _app.UndoEmailChange(TokenOfChange(), NewPassword, codes.Now())).Status);
        Assert.Equal(401, (await _app.LogIn("ann", NewPassword)).Status); // without a code
    }

    [Fact]
    public async Task Another_spelling_of_the_address_is_no_other_address()
    {
        var thief = await Confirmed();
        await Change(thief, "ANN@Example.org");
        Assert.True((await thief.Profile()).Value<bool>("user.emailConfirmed"));
        await Change(thief, Thiefs);

        Assert.Equal("ANN@Example.org", _app.Mail.Sent.Single(mail => mail.Subject == "Your e-mail address was changed").To);
        Assert.Equal(200, (await _app.UndoEmailChange(TokenOfChange(), NewPassword)).Status);
    }

    [Fact]
    public async Task Who_takes_back_an_address_of_in_between_leaves_the_second_factor_on()
    {
        var ann = await Confirmed();
        var (_, _, recovery) = await _app.WithSecondFactor("ann", ann);
        Assert.Equal(200, await Change(ann, Thiefs, recovery[0]));
        await _app.Confirm(TokenTo(Thiefs));
        Assert.Equal(200, await Change(ann, "thief@example.net", recovery[1]));

        Assert.Equal(403, (await _app.UndoEmailChange(TokenOfChange(), NewPassword)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Passkeys_and_a_second_factor_of_who_took_it_go(bool before)
    {
        using var device = new TestAuthenticator();
        var thief = before ? await Confirmed() : await Stolen();
        Assert.Equal(201, (await thief.AddPasskey(device)).Status);
        var (_, _, recovery) = await _app.WithSecondFactor("ann", thief);
        if (before)
            Assert.Equal(200, await Change(thief, Thiefs, recovery[0]));

        Assert.Equal(200, (await _app.UndoEmailChange(TokenOfChange(), NewPassword)).Status);

        Assert.Equal(401, (await _app.LogInWithPasskey(device)).Status);
        Assert.Equal(200, (await _app.LogIn("ann", NewPassword)).Status);
    }

    [Fact]
    public async Task Older_ones_stay_and_are_asked_for()
    {
        using var device = new TestAuthenticator();
        var ann = await Confirmed();
        await ann.AddPasskey(device);
        var (_, codes, _) = await _app.WithSecondFactor("ann", ann);
        _app.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(200, await Change(_app.PersonOf(await _app.LogInWithPasskey(device)), Thiefs, codes.Now()));
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((403, 403), ((await _app.UndoEmailChange(TokenOfChange(), NewPassword)).Status,
            (await _app.UndoEmailChange(TokenOfChange(), NewPassword, "000000")).Status));
        Assert.Equal(409, (await _app.Register("somebody", Old)).Status);
        Assert.Equal(200, (await _app.UndoEmailChange(TokenOfChange(), NewPassword, codes.Now())).Status);

        Assert.Equal(200, (await _app.LogInWithPasskey(device)).Status);
        Assert.Equal(401, (await _app.LogIn("ann", NewPassword)).Status); // without a code
    }

    [Fact]
    public async Task Who_changes_it_to_and_fro_is_stopped_before_a_change_goes_untold()
    {
        var ann = await Confirmed();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, await Change(ann, Thiefs));
            Assert.Equal(200, await Change(ann, Old));
        }

        Assert.Equal(429, await Change(ann, Thiefs));

        Assert.Equal(3, _app.Mail.Sent.Count(mail => mail.Subject == "Your e-mail address was changed"));
        _app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, await Change(await _app.Session("ann"), Thiefs));
    }

    [Fact]
    public async Task Where_no_letters_are_sent_the_address_is_free_at_once()
    {
        await using var app = new UsersApp(settings: [("Mail:Folder", "")]);
        var ann = await app.SignedIn("ann");

        await ann.Update(new { email = Thiefs, currentPassword = UsersApp.Password }, "*");

        Assert.Equal(201, (await app.Register("somebody", Old)).Status);
    }

    [Fact]
    public async Task Killed_before_any_step_of_it_the_link_works_again_or_has_worked()
    {
        for (var step = 0; ; step++)
        {
            await using var app = new UsersApp();
            await Stolen(app);
            var token = MemoryMail.TokenOf(app.Mail.Sent.Single(mail => mail.To == Old));
            app.Store.Steps.Before(step, () => throw new InvalidOperationException("Killed."));
            await app.UndoEmailChange(token, NewPassword);
            if (!app.Store.Steps.End())
                return;

            app.Clock.Advance(TimeSpan.FromMinutes(2));
            await app.Sweep();
            await app.UndoEmailChange(token, NewPassword);

            Assert.Equal(200, (await app.LogIn(new { email = Old, password = NewPassword })).Status);
            Assert.Equal(201, (await app.Register("somebody", Thiefs)).Status);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string TokenTo(string address) => MemoryMail.TokenOf(_app.Mail.Sent.Last(mail => mail.To == address));

    private string TokenOfChange() => MemoryMail.TokenOf(_app.Mail.Sent.Last(mail => mail.Subject == "Your e-mail address was changed"));

    private Task<Person> Stolen() => Stolen(_app);

    // Somebody has the password and a session, and gives the account another address.
    private static async Task<Person> Stolen(UsersApp app)
    {
        var ann = await Confirmed(app);
        Assert.Equal(200, await Change(ann, Thiefs));
        return ann;
    }

    private Task<Person> Confirmed() => Confirmed(_app);

    private static async Task<Person> Confirmed(UsersApp app)
    {
        await app.Register("ann", Old);
        await app.DeliverMail();
        await app.Confirm(app.Mail.Token);
        app.Mail.Clear();
        return await app.Session("ann");
    }

    private static async Task<int> Change(Person ann, string email, string? code = null)
    {
        var answer = await ann.Update(new { email, currentPassword = UsersApp.Password, code }, "*");
        await ann.App.DeliverMail();
        return answer.Status;
    }
}
