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
        _app.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(401, (await _app.Refresh(ada.RefreshToken)).Status);

        Assert.Equal(401, (await _app.Refresh(thief.Value<string>("refreshToken"))).Status);
        Assert.Equal(401, (await ada.Profile()).Status);
        Assert.Equal(ada.SessionId, Assert.Single(_app.Sent.Of<SessionRevoked>(SessionRevoked.Type)).SessionId);
    }

    [Fact]
    public async Task A_hundred_refreshes_at_once_with_one_token_all_get_the_same_next_one()
    {
        var ada = await _app.SignedIn("ada");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => _app.Refresh(ada.RefreshToken))));

        Assert.All(answers, a => Assert.Equal(200, a.Status));
        var next = Assert.Single(answers.Select(a => a.Value<string>("refreshToken")).Distinct());
        Assert.Equal(200, (await _app.Refresh(next)).Status);
        Assert.All(answers, a => Assert.Equal(ada.SessionId, _app.Verify(a.Value<string>("token")).Result.SessionId));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(-30)] // another instance's clock is behind
    public async Task A_token_spent_within_thirty_seconds_buys_the_same_again(int seconds)
    {
        var ada = await _app.SignedIn("ada");
        var first = await _app.Refresh(ada.RefreshToken); // the answer is lost

        _app.Clock.Set(TimeSpan.FromSeconds(seconds));
        var again = await _app.Refresh(ada.RefreshToken);

        Assert.Equal((200, first.Value<string>("refreshToken")), (again.Status, again.Value<string>("refreshToken")));
        Assert.Equal(200, (await _app.Refresh(first.Value<string>("refreshToken"))).Status);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(-31)] // the clock was set back: no spent token lives for longer by that
    public async Task Asking_again_does_not_prolong_the_thirty_seconds(int seconds)
    {
        var ada = await _app.SignedIn("ada");
        await _app.Refresh(ada.RefreshToken);
        _app.Clock.Set(TimeSpan.FromSeconds(seconds / 2));
        Assert.Equal(200, (await _app.Refresh(ada.RefreshToken)).Status);

        _app.Clock.Set(TimeSpan.FromSeconds(seconds - (seconds / 2)));

        Assert.Equal(401, (await _app.Refresh(ada.RefreshToken)).Status);
        Assert.Equal(401, (await ada.Profile()).Status);
    }

    [Fact]
    public async Task A_token_two_generations_back_ends_the_session_at_once()
    {
        var ada = await _app.SignedIn("ada");
        var second = (await _app.Refresh(ada.RefreshToken)).Value<string>("refreshToken");
        var third = (await _app.Refresh(second)).Value<string>("refreshToken");

        Assert.Equal(401, (await _app.Refresh(ada.RefreshToken)).Status);

        Assert.Equal(401, (await _app.Refresh(third)).Status);
    }

    [Fact]
    public async Task A_thief_who_came_within_thirty_seconds_is_found_out_by_the_next_exchange()
    {
        var ada = await _app.SignedIn("ada");
        var owner = (await _app.Refresh(ada.RefreshToken)).Value<string>("refreshToken");
        var thief = (await _app.Refresh(ada.RefreshToken)).Value<string>("refreshToken");
        _app.Clock.Advance(TimeSpan.FromMinutes(15));
        var next = (await _app.Refresh(owner)).Value<string>("refreshToken");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(401, (await _app.Refresh(thief)).Status);

        Assert.Equal(401, (await _app.Refresh(next)).Status);
    }

    [Fact]
    public async Task A_just_spent_token_buys_nothing_once_the_session_has_ended()
    {
        var ada = await _app.SignedIn("ada");
        var next = await _app.Refresh(ada.RefreshToken);

        Assert.Equal(204, (await (ada with { Token = next.Value<string>("token") }).LogOut()).Status);

        Assert.Equal(401, (await _app.Refresh(ada.RefreshToken)).Status);
        Assert.Equal(401, (await _app.Refresh(next.Value<string>("refreshToken"))).Status);
    }

    [Fact]
    public async Task A_revocation_is_remembered_as_long_as_a_token_bought_by_asking_again_may_be_believed()
    {
        var ada = await _app.SignedIn("ada");
        await _app.Refresh(ada.RefreshToken);
        _app.Clock.Advance(TimeSpan.FromSeconds(30));
        var again = await _app.Refresh(ada.RefreshToken);

        await (ada with { Token = again.Value<string>("token") }).LogOut();

        var revoked = Assert.Single(_app.Sent.Of<SessionRevoked>(SessionRevoked.Type));
        Assert.True(revoked.TokensExpireAt >= _app.Clock.GetUtcNow() + AccessTokens.MaxAge);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_release_before_wrote_is_read_as_it_meant_it(bool exchangedHereBefore)
    {
        var ada = await _app.SignedIn("ada");
        var token = exchangedHereBefore ? (await _app.Refresh(ada.RefreshToken)).Value<string>("refreshToken") : ada.RefreshToken;
        var theirs = RefreshToken.ForNewSession(ada.Id) with { SessionId = ada.SessionId }; // by chance, and they leave a salt as it is
        await _app.Store.With(db => db.Database.ExecuteSqlAsync($"UPDATE Session SET RefreshHash = {theirs.Hash}"));

        Assert.Equal(200, (await _app.Refresh(theirs.Reveal())).Status);
        Assert.Equal(401, (await _app.Refresh(token)).Status);
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
        var next = (await _app.Refresh(ada.RefreshToken)).Value<string>("refreshToken");
        session = await _app.Store.With(db => db.Sessions.SingleAsync());
        Assert.DoesNotContain(next.Split('.')[2], session.RefreshHash + session.RefreshSalt, StringComparison.Ordinal);
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
