using System.Text;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Users.Tests;

public sealed class DeleteAccountTests : IAsyncDisposable
{
    private readonly UsersApp _app = new();

    [Fact]
    public async Task Deleting_needs_the_password()
    {
        var ada = await _app.SignedIn("ada");

        Assert.Equal((400, 403), ((await ada.Delete(null)).Status, (await ada.Delete("not-her-password")).Status));

        Assert.Equal(200, (await ada.Profile()).Status);
    }

    [Fact]
    public async Task A_deleted_person_cannot_do_anything_any_more_and_the_other_apps_are_told()
    {
        var (here, there) = (await _app.SignedIn("ada"), await _app.Session("ada"));

        Assert.Equal(204, (await here.Delete()).Status);

        Assert.Equal((401, 401), ((await here.Profile()).Status, (await there.Profile()).Status));
        Assert.Equal((401, 401), ((await _app.Refresh(here.RefreshToken)).Status, (await _app.LogIn("ada")).Status));
        var deleted = Assert.Single(_app.Sent.Of<UserDeleted>(UserDeleted.Type));
        Assert.Equal(here.Id, deleted.UserId);
        Assert.True(deleted.TokensExpireAt >= _app.Clock.GetUtcNow() + TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task The_address_is_free_at_once_and_the_username_after_thirty_days()
    {
        await (await _app.SignedIn("ada")).Delete();

        Assert.Equal(409, (await _app.Register("ADA", "else@example.org")).Status);
        Assert.Equal(201, (await _app.Register("other", "ada@example.org")).Status);
        _app.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        await _app.Forget();
        Assert.Equal(409, (await _app.Register("ada", "else@example.org")).Status);
        _app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(201, (await _app.Register("ada", "else@example.org")).Status);
    }

    [Fact]
    public async Task Nothing_of_the_person_is_left_in_any_document()
    {
        var ada = await _app.SignedIn("ada");
        await _app.LogIn("ada", "not-her-password", "198.51.100.7");
        await ada.Update(new { displayName = "Countess Lovelace" }, "\"1\"");
        Assert.Contains("lovelace", await Everything(), StringComparison.OrdinalIgnoreCase);

        await ada.Delete();

        var left = await Everything();
        Assert.DoesNotContain("lovelace", left, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\"ada", left, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("example.org", left, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Test/1.0", left, StringComparison.Ordinal);
        Assert.Equal(0, await _app.Store.With(db => db.Sessions.CountAsync()) + await _app.Store.With(db => db.Attempts.CountAsync()));
    }

    [Fact]
    public async Task After_a_day_only_the_hold_on_the_username_is_left()
    {
        await (await _app.SignedIn("ada")).Delete();
        _app.Clock.Advance(TimeSpan.FromHours(25));

        await _app.Forget();

        Assert.Equal(0, await _app.Store.With(db => db.Users.CountAsync()));
        Assert.NotNull((await _app.Store.With(db => db.Reservations.SingleAsync())).HeldUntil);
        _app.Clock.Advance(TimeSpan.FromDays(30));
        await _app.Forget();
        Assert.Equal(0, await _app.Store.With(db => db.Reservations.CountAsync()));
    }

    [Fact]
    public async Task A_crash_after_the_deletion_leaves_nothing_undone()
    {
        var ada = await _app.SignedIn("ada");
        await _app.Store.With(db => db.Change<User>(ada.Id, User.IdOf(ada.Id), u =>
        {
            u.Delete(_app.Clock.GetUtcNow());
            return true;
        }, default));
        Assert.Equal(401, (await ada.Profile()).Status);
        Assert.Equal(409, (await _app.Register("ada", "else@example.org")).Status);

        _app.Clock.Advance(TimeSpan.FromSeconds(10));
        await _app.Sweep();

        Assert.Equal(0, await _app.Store.With(db => db.Sessions.CountAsync()));
        Assert.NotNull((await _app.Store.With(db => db.Reservations.SingleAsync())).HeldUntil);
        Assert.Null((await _app.Store.With(db => db.Users.SingleAsync())).CleanupSince);
    }

    [Fact]
    public async Task While_the_bus_is_down_the_deletion_stands_and_its_event_waits()
    {
        var ada = await _app.SignedIn("ada");
        _app.Sent.Unreachable = true;
        Assert.Equal(204, (await ada.Delete()).Status);
        _app.Sent.Unreachable = false;
        _app.Clock.Advance(TimeSpan.FromHours(30));
        await _app.Forget(); // must not take the event with it

        await _app.Run<SendPendingEvents>(f => f.Run(new(), default));

        Assert.Single(_app.Sent.Of<UserDeleted>(UserDeleted.Type));
    }

    // Every cell of every table, as text.
    private Task<string> Everything() => _app.Store.With(async db =>
    {
        var text = new StringBuilder();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Where(t => !t.IsOwned()).Select(t => t.GetTableName()))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // the table names are the model's own
            command.CommandText = $"SELECT * FROM \"{table}\"";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                    text.Append('"').Append(reader.GetValue(i)).Append('"').Append(' ');
            }
        }

        return text.ToString();
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
