using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Users.Tests;

public sealed class SessionTests : IAsyncDisposable
{
    private readonly UsersApp _app = new();

    [Fact]
    public async Task A_refresh_token_buys_a_new_pair_and_is_spent()
    {
        var ada = await _app.SignedIn("ada");

        var first = await _app.Refresh(ada.RefreshToken);
        var second = await _app.Refresh(first.Value<string>("refreshToken"));

        Assert.Equal((200, 200), (first.Status, second.Status));
        Assert.Equal(3, new HashSet<string> { ada.RefreshToken, first.Value<string>("refreshToken"), second.Value<string>("refreshToken") }.Count);
        Assert.Equal(ada.SessionId, (await _app.Verify(second.Value<string>("token"))).SessionId);
    }

    [Fact]
    public async Task A_spent_refresh_token_used_again_ends_the_whole_session()
    {
        var ada = await _app.SignedIn("ada");
        var thief = await _app.Refresh(ada.RefreshToken);

        Assert.Equal(401, (await _app.Refresh(ada.RefreshToken)).Status);

        Assert.Equal(401, (await _app.Refresh(thief.Value<string>("refreshToken"))).Status);
        Assert.Equal(401, (await ada.Profile()).Status);
        Assert.Equal(ada.SessionId, Assert.Single(_app.Sent.Of<SessionRevoked>(SessionRevoked.Type)).SessionId);
    }

    [Fact]
    public async Task A_hundred_refreshes_at_once_with_one_token_never_leave_two_live_pairs()
    {
        var ada = await _app.SignedIn("ada");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => _app.Refresh(ada.RefreshToken))));

        Assert.All(answers, a => Assert.True(a.Status is 200 or 401, $"{a.Status} {a.Json}"));
        var bought = Assert.Single(answers, a => a.Status == 200);
        Assert.Equal(401, (await _app.Refresh(bought.Value<string>("refreshToken"))).Status);
        Assert.Empty(await _app.Store.With(db => db.LiveSessions(ada.Id, _app.Clock.GetUtcNow(), default)));
    }

    [Fact]
    public async Task An_exchange_that_was_saved_with_the_stores_answer_lost_is_no_second_use()
    {
        var ada = await _app.SignedIn("ada");
        _app.Store.Steps.LoseAnswer(of: EntityState.Modified);

        var bought = await _app.Refresh(ada.RefreshToken);

        Assert.Equal(200, bought.Status);
        Assert.Equal(200, (await _app.Refresh(bought.Value<string>("refreshToken"))).Status);
    }

    [Fact]
    public async Task Refresh_tokens_are_kept_as_hashes_only()
    {
        var ada = await _app.SignedIn("ada");
        var secret = ada.RefreshToken.Split('.')[2];

        Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(secret).Length);
        var session = await _app.Store.With(db => db.Sessions.SingleAsync());
        Assert.DoesNotContain(secret, session.RefreshHash, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, RefreshToken.Parse(ada.RefreshToken)!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("..")]
    [InlineData("00000000000000000000000000000000.00000000000000000000000000000000.0000000000000000000000000000000000000000000")]
    public async Task What_is_no_refresh_token_is_refused(string token) => Assert.Equal(401, (await _app.Refresh(token)).Status);

    [Fact]
    public async Task A_session_runs_out_after_fourteen_days_unused()
    {
        var ada = await _app.SignedIn("ada");
        _app.Clock.Advance(TimeSpan.FromDays(14) - TimeSpan.FromSeconds(1));
        var next = await _app.Refresh(ada.RefreshToken);
        Assert.Equal(200, next.Status);

        _app.Clock.Advance(TimeSpan.FromDays(14));

        Assert.Equal(401, (await _app.Refresh(next.Value<string>("refreshToken"))).Status);
    }

    [Fact]
    public async Task A_session_runs_out_after_thirty_days_however_much_it_is_used()
    {
        var token = (await _app.SignedIn("ada")).RefreshToken;
        for (var day = 1; day < 30; day++)
        {
            _app.Clock.Advance(TimeSpan.FromDays(1));
            token = (await _app.Refresh(token)).Value<string>("refreshToken");
        }

        _app.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(401, (await _app.Refresh(token)).Status);
    }

    [Fact]
    public async Task Logging_out_ends_this_session_at_once_and_no_other()
    {
        var (here, there) = (await _app.SignedIn("ada"), await _app.Session("ada"));

        Assert.Equal(204, (await here.LogOut()).Status);

        Assert.Equal(401, (await here.Profile()).Status);
        Assert.Equal(401, (await _app.Refresh(here.RefreshToken)).Status);
        Assert.Equal(200, (await there.Profile()).Status);
        var revoked = Assert.Single(_app.Sent.Of<SessionRevoked>(SessionRevoked.Type));
        Assert.Equal((here.Id, here.SessionId), (revoked.UserId, revoked.SessionId));
        Assert.True(revoked.TokensExpireAt >= _app.Clock.GetUtcNow() + TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task Logging_out_everywhere_ends_all_sessions()
    {
        var (here, there) = (await _app.SignedIn("ada"), await _app.Session("ada"));
        var bob = await _app.SignedIn("bob");

        Assert.Equal(204, (await here.LogOut("?everywhere=true")).Status);

        Assert.Equal((401, 401, 200), ((await here.Profile()).Status, (await there.Profile()).Status, (await bob.Profile()).Status));
        Assert.Equal(401, (await _app.Refresh(there.RefreshToken)).Status);
        Assert.Equal(2, _app.Sent.Of<SessionRevoked>(SessionRevoked.Type).Count);
        Assert.Equal(200, (await (await _app.Session("ada")).Profile()).Status);
    }

    [Fact]
    public async Task Sessions_are_listed_with_the_current_one_marked_and_may_be_revoked_one_by_one()
    {
        var (here, there) = (await _app.SignedIn("ada"), await _app.Session("ada"));
        var listed = (await here.Sessions()).Json!["sessions"]!.AsArray();
        Assert.Equal(["id", "createdAt", "lastUsedAt", "userAgent", "current"], listed[0]!.AsObject().Select(p => p.Key));
        Assert.Equal(here.SessionId, listed.Single(s => s!["current"]!.GetValue<bool>())!["id"]!.GetValue<string>());

        Assert.Equal(204, (await here.Revoke(there.SessionId)).Status);

        Assert.Equal(401, (await there.Profile()).Status);
        Assert.Single((await here.Sessions()).Json!["sessions"]!.AsArray());
        Assert.Equal(404, (await here.Revoke(there.SessionId)).Status);
    }

    [Fact]
    public async Task Somebody_elses_session_is_unknown()
    {
        var (ada, eve) = (await _app.SignedIn("ada"), await _app.SignedIn("eve"));

        Assert.Equal(404, (await eve.Revoke(ada.SessionId)).Status);

        Assert.Equal(200, (await ada.Profile()).Status);
    }

    [Fact]
    public async Task A_session_that_started_with_the_old_password_while_it_changed_is_dead()
    {
        await _app.SignedIn("ada");
        var before = await _app.Store.With(db => db.Users.SingleAsync()); // read by a sign-in that then takes its time
        await _app.Store.With(db => db.Change<User>(before.UserId, before.Id, u =>
        {
            u.ChangePassword("another hash", null, _app.Clock.GetUtcNow());
            return true;
        }, default));

        var late = Session.Start(before, RefreshToken.ForNewSession(before.UserId), null, _app.Clock.GetUtcNow());

        Assert.False((await _app.Store.With(db => db.Users.SingleAsync())).Allows(late));
    }

    [Fact]
    public async Task What_a_crash_left_undone_is_finished_by_the_sweep()
    {
        var (here, there) = (await _app.SignedIn("ada"), await _app.Session("ada"));
        await _app.Store.With(db => db.Change<User>(here.Id, User.IdOf(here.Id), u =>
        {
            u.ChangePassword(u.PasswordHash, here.SessionId, _app.Clock.GetUtcNow());
            return true;
        }, default));

        Assert.Equal((200, 401), ((await here.Profile()).Status, (await there.Profile()).Status)); // already true
        Assert.Empty(_app.Sent.Of<SessionRevoked>(SessionRevoked.Type));

        _app.Clock.Advance(TimeSpan.FromSeconds(10));
        await _app.Sweep();
        await _app.Sweep();

        Assert.Equal(there.SessionId, Assert.Single(_app.Sent.Of<SessionRevoked>(SessionRevoked.Type)).SessionId);
        Assert.Equal(200, (await here.Profile()).Status);
    }

    [Fact]
    public async Task Sessions_that_ran_out_are_forgotten()
    {
        var ada = await _app.SignedIn("ada");
        await ada.LogOut();
        await _app.Forget();
        Assert.Equal(1, await _app.Store.With(db => db.Sessions.CountAsync())); // its access token is not yet out

        _app.Clock.Advance(TimeSpan.FromMinutes(17));
        await _app.Forget();

        Assert.Equal(0, await _app.Store.With(db => db.Sessions.CountAsync()));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
