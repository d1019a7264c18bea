using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Moq;
using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

public sealed class SigningKeysTests : IAsyncDisposable
{
    private readonly UsersApp _app = new();

    [Fact]
    public async Task Tokens_of_three_generations_of_keys_are_believed_side_by_side_even_with_this_app_down()
    {
        await using var results = new OtherApp(_app);
        await Keys.Rotate(default);
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Keys.Rotate(default);
        _app.Clock.Advance(SigningKeys.PublishedAhead - TimeSpan.FromMinutes(2));
        var first = await _app.SignedIn("ada");
        Assert.Equal(3, await Published()); // the second and the third key are published, and do not sign yet
        Assert.Equal(first.Id, await results.Believes(first.Token));

        results.UsersIsDown = true;
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await _app.Session("ada");
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        var third = await _app.Session("ada");

        Assert.Equal(3, new HashSet<string> { Kid(first.Token), Kid(second.Token), Kid(third.Token) }.Count);
        foreach (var person in new[] { first, second, third })
            Assert.Equal((first.Id, 200), (await results.Believes(person.Token), (await person.Profile()).Status));
    }

    [Fact]
    public async Task A_token_signed_just_before_the_next_key_takes_over_is_believed_to_its_end()
    {
        await using var results = new OtherApp(_app);
        await Keys.Rotate(default);
        _app.Clock.Advance(SigningKeys.PublishedAhead - TimeSpan.FromSeconds(1));
        var last = await _app.SignedIn("ada");
        var old = Keys.Current.Id;

        _app.Clock.Advance(TimeSpan.FromMinutes(14));
        await Keys.Refresh(default);
        Assert.NotEqual(old, Keys.Current.Id);
        Assert.Equal((last.Id, 200), (await results.Believes(last.Token), (await last.Profile()).Status));

        _app.Clock.Advance(TimeSpan.FromMinutes(3));
        await Keys.Refresh(default);
        Assert.Equal(1, await Published());
        Assert.DoesNotContain(_app.KeyStore.Keys, key => key.Id == old);
    }

    [Fact]
    public async Task While_this_app_is_down_others_go_on_with_the_keys_they_know()
    {
        await using var results = new OtherApp(_app);
        var ada = await _app.SignedIn("ada");
        await Keys.Rotate(default);
        Assert.Equal(ada.Id, await results.Believes(ada.Token)); // fetched: the old key and the next
        _app.Clock.Advance(SigningKeys.PublishedAhead);
        var next = await _app.Session("ada");

        results.UsersIsDown = true;

        Assert.Equal(ada.Id, await results.Believes(next.Token));
        _app.Clock.Advance(TimeSpan.FromMinutes(12)); // past the time they would like to fetch again
        Assert.Equal(ada.Id, await results.Believes(next.Token));
    }

    [Fact]
    public async Task The_next_key_comes_by_itself_after_thirty_days()
    {
        var before = Keys.Current.Id;
        await Keys.Refresh(default);
        Assert.Equal(1, await Published());

        _app.Clock.SetUtcNow(_app.KeyStore.Keys[0].CreatedAt + SigningKeys.RotationPeriod);
        await Keys.Refresh(default);
        Assert.Equal((2, before), (await Published(), Keys.Current.Id));

        _app.Clock.Advance(SigningKeys.PublishedAhead);
        Assert.NotEqual(before, Keys.Current.Id);
        await Keys.Refresh(default);
        Assert.Equal(2, _app.KeyStore.Keys.Count); // once, not at each look
    }

    [Fact]
    public async Task A_key_that_somebody_added_to_the_store_is_taken_up()
    {
        _app.KeyStore.ReadOnly = true;
        Assert.Null(await Keys.Rotate(default));
        _app.KeyStore.Keys.Add(SigningKey.Create(_app.Clock.GetUtcNow()));

        await Keys.Refresh(default);

        Assert.Equal(2, await Published());
        _app.Clock.Advance(SigningKeys.PublishedAhead);
        Assert.Equal(_app.KeyStore.Keys[1].Id, Keys.Current.Id);
    }

    [Fact]
    public async Task While_the_store_cannot_be_read_the_known_keys_go_on_and_it_is_read_again()
    {
        var (kept, looks, reachable) = (new List<SigningKey> { SigningKey.Create(_app.Clock.GetUtcNow()) }, 0, true);
        var store = new Mock<ISigningKeyStore>();
        store.Setup(s => s.Load(It.IsAny<CancellationToken>())).Returns(() =>
        {
            Interlocked.Increment(ref looks);
            return reachable ? Task.FromResult<IReadOnlyList<SigningKey>>([.. kept]) : throw new IOException("The vault cannot be reached.");
        });
        using var keys = new SigningKeys(store.Object, _app.Clock, _app.Get<ILogger<SigningKeys>>());
        await keys.StartAsync(default);

        reachable = false;
        await TwoLooks();
        Assert.NotNull(await keys.Find(kept[0].Id, default));

        kept.Add(SigningKey.Create(_app.Clock.GetUtcNow()));
        reachable = true;
        await TwoLooks();
        Assert.NotNull(await keys.Find(kept[1].Id, default));
        await keys.StopAsync(default);

        // The second begins when the first is over.
        async Task TwoLooks()
        {
            for (var (before, tries) = (looks, 0); Volatile.Read(ref looks) < before + 2; tries++)
            {
                Assert.True(tries < 1000, "The store is not read any more.");
                _app.Clock.Advance(TimeSpan.FromMinutes(1));
                await Task.Delay(10);
            }
        }
    }

    [Fact]
    public async Task An_admin_can_bring_the_next_key_early()
    {
        await using var app = new UsersApp(null, ("Users:AdminEmail", "boss@example.org"));

        var answer = await (await app.SignedIn("boss")).RotateKeys();

        Assert.Equal(202, answer.Status);
        Assert.Equal(app.KeyStore.Keys[1].Id, answer.Value<string>("keyId"));
    }

    [Fact]
    public async Task The_published_keys_hold_nothing_private_and_may_be_cached()
    {
        var answer = await _app.Keys();

        Assert.Equal(["kty", "crv", "x", "y", "kid", "use", "alg"], answer.Json!["keys"]![0]!.AsObject().Select(p => p.Key));
        Assert.Equal("public, max-age=300", answer.Headers.CacheControl);
        Assert.NotEmpty(answer.Headers.ETag.ToString());
        var again = TestHttp.Request("GET", headers: ("If-None-Match", answer.Headers.ETag.ToString()));
        Assert.Equal(304, (await _app.Call<PublishKeys>(again, (f, r) => Task.FromResult(f.Run(r)))).Status);
    }

    [Fact]
    public async Task The_discovery_document_names_the_issuer_and_where_its_keys_are()
    {
        var answer = await _app.Call<PublishOpenIdConfiguration>(TestHttp.Request("GET"), (f, r) => Task.FromResult(f.Run(r)));

        Assert.Equal("http://localhost:3001", answer.Value<string>("issuer"));
        Assert.Equal("http://localhost:3001/.well-known/jwks.json", answer.Value<string>("jwks_uri"));
    }

    private SigningKeys Keys => _app.Get<SigningKeys>();

    private static string Kid(string token) => new JsonWebToken(token).Kid;

    private async Task<int> Published() => (await _app.Keys()).Json!["keys"]!.AsArray().Count;

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
