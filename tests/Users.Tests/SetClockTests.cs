using System.Globalization;
using QuizPlatform.Contracts;

namespace QuizPlatform.Users.Tests;

/// <summary>Whoever sets the machine's clock forward or back makes nobody wait for longer than without.</summary>
public sealed class SetClockTests : IAsyncDisposable
{
    private const string Elsewhere = "198.51.100.7";
    private readonly UsersApp _app = new();

    public static TheoryData<int> Minutes => [-30 * 24 * 60, -60, -1, 1, 60, 30 * 24 * 60];

    [Theory]
    [MemberData(nameof(Minutes))]
    public async Task After_failures_at_one_address(int minutes)
    {
        await _app.Register("ada");
        for (var i = 0; i < SignInAttempts.FreePerAddress; i++)
            await _app.LogIn("ada", "a guess");
        Assert.Equal(429, (await _app.LogIn("ada")).Status);

        Set(minutes);

        await AssertIsLetIn(TimeSpan.FromSeconds(1), UsersApp.Home);
    }

    [Theory]
    [MemberData(nameof(Minutes))]
    public async Task After_failures_at_many_addresses(int minutes)
    {
        await _app.Register("ada");
        for (var i = 0; i < 100; i++)
            await _app.LogIn("ada", "a guess", $"198.51.100.{i}");
        Assert.Equal(429, (await _app.LogIn("ada", address: "203.0.113.9")).Status);

        Set(minutes);

        await AssertIsLetIn(SignInAttempts.MaxWaitPerName, "203.0.113.9");
    }

    [Theory]
    [MemberData(nameof(Minutes))]
    public async Task After_failures_of_one_address_on_many_names(int minutes)
    {
        await _app.Register("ada");
        for (var i = 0; i < 100; i++)
            await _app.LogIn($"user{i}", "a guess", Elsewhere);
        Assert.Equal(429, (await _app.LogIn("ada", address: Elsewhere)).Status);

        Set(minutes);

        await AssertIsLetIn(TimeSpan.FromMinutes(1), Elsewhere);
    }

    [Fact]
    public async Task And_guesses_are_slowed_down_as_before()
    {
        for (var i = 0; i <= SignInAttempts.FreePerAddress; i++)
            await _app.LogIn("ada", "a guess");
        Set(-60);

        Assert.Equal(401, (await _app.LogIn("ada", "a guess")).Status); // nobody knows how long ago the last one was
        Assert.Equal((429, "2"), await Status());
        _app.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(401, (await _app.LogIn("ada", "a guess")).Status);
        Assert.Equal((429, "4"), await Status());

        async Task<(int, string)> Status()
        {
            var answer = await _app.LogIn("ada", "a guess");
            return (answer.Status, answer.Headers.RetryAfter.ToString());
        }
    }

    [Fact]
    public async Task For_a_name_whose_registration_was_broken_off()
    {
        await _app.Get<Names>().Reserve(Reservation.IdOf(EmailAddress.Parse("ada@example.org")!), "somebody", default);
        Set(-60);

        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(201, (await _app.Register("ada")).Status);
    }

    [Fact]
    public async Task For_what_a_crash_left_undone()
    {
        var ada = await _app.SignedIn("ada");
        _app.Sent.Unreachable = true;
        await _app.Store.With(db => db.Change<User>(ada.Id, User.IdOf(ada.Id), u =>
        {
            u.Delete(_app.Clock.GetUtcNow());
            return true;
        }, default));
        _app.Sent.Unreachable = false;
        Set(-60);

        _app.Clock.Advance(TimeSpan.FromSeconds(10));
        await _app.Sweep();
        await _app.Run<SendPendingEvents>(f => f.Run(new(), default));

        Assert.Single(_app.Sent.Of<UserDeleted>(UserDeleted.Type));
        Assert.Null((await _app.Store.With(db => db.FindUser(ada.Id, default).AsTask()))!.CleanupSince);
    }

    private void Set(int minutes) => _app.Clock.Set(TimeSpan.FromMinutes(minutes));

    private async Task AssertIsLetIn(TimeSpan within, string address)
    {
        var answer = await _app.LogIn("ada", address: address);
        if (answer.Status == 429)
        {
            var wait = TimeSpan.FromSeconds(int.Parse(answer.Headers.RetryAfter.ToString(), CultureInfo.InvariantCulture));
            Assert.InRange(wait, TimeSpan.Zero, within);
            _app.Clock.Advance(wait);
            answer = await _app.LogIn("ada", address: address);
        }

        Assert.Equal(200, answer.Status);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
