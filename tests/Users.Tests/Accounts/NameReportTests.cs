using QuizPlatform.Contracts;

namespace QuizPlatform.Users.Tests;

public sealed class NameReportTests : IAsyncDisposable
{
    private static readonly object Rude = new { reason = "offensive", text = "See for yourself." };

    private readonly UsersApp _app = new(settings: ("Users:AdminEmail", "boss@example.org"));

    [Fact]
    public async Task A_reported_name_is_read_reset_and_closed_by_an_admin()
    {
        var (boss, ann) = (await _app.SignedIn("boss"), await _app.SignedIn("ann"));
        Assert.Equal(202, (await _app.Report(ann.Id, Rude)).Status);
        Assert.Equal(202, (await _app.Report(ann.Id, Rude)).Status); // a repeat
        Assert.Equal(202, (await _app.Report(ann.Id, Rude, "203.0.113.9")).Status);
        var reports = await boss.Reports();
        Assert.Equal(2, reports.Json!["reports"]!.AsArray().Count);
        Assert.Equal((ann.Id, "ann"), (reports.Value<string>("reports.0.userId"), reports.Value<string>("reports.0.name")));

        var reset = await boss.ResetName(ann.Id);

        Assert.Equal((200, MadeUpName.Of(ann.Id, "en")), (reset.Status, reset.Value<string>("displayName")));
        Assert.Equal(MadeUpName.Of(ann.Id, "en"), (await ann.Profile()).Value<string>("user.displayName"));
        Assert.Equal([new UserRenamed(ann.Id, MadeUpName.Of(ann.Id, "en"), 2, false)], _app.Sent.Of<UserRenamed>(UserRenamed.Type));
        Assert.Empty((await boss.Reports()).Json!["reports"]!.AsArray());
        Assert.Equal(2, (await boss.Reports("?state=closed")).Json!["reports"]!.AsArray().Count);
        Assert.Contains($"QuizPlatform.Users.Audit: Name of user {ann.Id} taken away by {boss.Id}", _app.Logs.All);
    }

    [Fact]
    public async Task Whose_name_was_taken_away_is_told_once_and_a_guest_has_no_address()
    {
        var (boss, ann) = (await _app.SignedIn("boss"), await _app.SignedIn("ann"));
        var guest = _app.PersonOf(await _app.PlayAsGuest(new { displayName = "Rude" }));

        foreach (var id in (string[])[ann.Id, ann.Id, guest.Id])
            Assert.Equal(200, (await boss.ResetName(id)).Status);
        await _app.DeliverMail();

        var mail = Assert.Single(_app.Mail.Sent);
        Assert.Equal(("ann@example.org", "Your name has been replaced"), (mail.To, mail.Subject));
        Assert.Contains("/account\n", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_is_closed_without_a_new_name()
    {
        var (boss, ann) = (await _app.SignedIn("boss"), await _app.SignedIn("ann"));
        await _app.Report(ann.Id, Rude);
        var id = (await boss.Reports()).Value<string>("reports.0.id");

        Assert.Equal(204, (await boss.CloseReport(id, new { note = "It is her name." })).Status);

        Assert.Equal("It is her name.", (await boss.Reports("?state=closed")).Value<string>("reports.0.note"));
        Assert.Equal("ann", (await ann.Profile()).Value<string>("user.displayName"));
        Assert.Equal(404, (await boss.CloseReport(new string('0', 32), new { })).Status);
    }

    [Fact]
    public async Task Another_name_may_be_reported_again()
    {
        var (boss, ann) = (await _app.SignedIn("boss"), await _app.SignedIn("ann"));
        await _app.Report(ann.Id, Rude);
        await boss.ResetName(ann.Id);
        await ann.Update(new { displayName = "Rude again" }, "*");

        await _app.Report(ann.Id, Rude);

        Assert.Equal("Rude again", Assert.Single((await boss.Reports()).Json!["reports"]!.AsArray())!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_name_that_comes_back_is_reported_again_by_the_same_people()
    {
        var (boss, ann) = (await _app.SignedIn("boss"), await _app.SignedIn("ann"));
        await _app.Report(ann.Id, Rude);
        await boss.ResetName(ann.Id);
        await ann.Update(new { displayName = "ann" }, "*");

        Assert.Equal(202, (await _app.Report(ann.Id, Rude)).Status);

        Assert.Equal("ann", Assert.Single((await boss.Reports()).Json!["reports"]!.AsArray())!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Reports_of_somebody_go_with_them()
    {
        var (boss, ann) = (await _app.SignedIn("boss"), await _app.SignedIn("ann"));
        var guest = _app.PersonOf(await _app.PlayAsGuest(new { displayName = "Rude" }));
        foreach (var id in (string[])[ann.Id, guest.Id, boss.Id])
            await _app.Report(id, Rude);

        await ann.Delete();
        await boss.Close(guest.Id);

        Assert.Equal(boss.Id, Assert.Single((await boss.Reports()).Json!["reports"]!.AsArray())!["userId"]!.GetValue<string>());
        Assert.Equal(404, (await _app.Report(ann.Id, Rude)).Status);
        Assert.Equal(404, (await boss.ResetName(ann.Id)).Status);
    }

    [Fact]
    public async Task They_are_forgotten_in_time()
    {
        var ann = await _app.SignedIn("ann");
        await _app.Report(ann.Id, Rude);

        _app.Clock.Advance(TimeSpan.FromDays(181));
        await _app.Forget();

        Assert.Equal(0, await _app.Store.With(db => Task.FromResult(db.Set<NameReport>().Count())));
    }

    [Fact]
    public async Task Only_admins_read_close_and_reset()
    {
        var (boss, ann) = (await _app.SignedIn("boss"), await _app.SignedIn("ann"));
        await _app.Report(ann.Id, Rude);
        var id = (await boss.Reports()).Value<string>("reports.0.id");

        Assert.Equal(403, (await ann.Reports()).Status);
        Assert.Equal(403, (await ann.CloseReport(id, new { })).Status);
        Assert.Equal(403, (await ann.ResetName(boss.Id)).Status);
        Assert.Equal(400, (await _app.Report(ann.Id, new { reason = "because" })).Status);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
