using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes.Tests;

public sealed class OnUserEventTests : IAsyncDisposable
{
    private static readonly UserDeleted AnnLeft = new("ann", A.Sunday, A.Sunday.AddMinutes(15));

    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task Quizzes_of_a_person_who_left_stay_without_the_person()
    {
        var id = await _app.Publish(user: "ann");
        var others = await _app.Publish(user: "bob");
        await _app.Get(id);

        await _app.Tell(UserDeleted.Type, AnnLeft);

        Assert.Equal((200, Quiz.NoAuthor), ((await _app.Get(id)).Status, (await _app.Get(id)).Value<string>("createdBy")));
        Assert.Equal("bob", (await _app.Get(others)).Value<string>("createdBy"));
        Assert.Equal(0, (await _app.List("?author=ann")).Value<int>("total"));
    }

    [Fact]
    public async Task Drafts_of_a_person_who_left_go_too()
    {
        var draft = await _app.Draft(user: "ann");
        var archived = await _app.Publish(user: "ann");
        await _app.Archive(archived);

        await _app.Tell(UserDeleted.Type, AnnLeft);

        var left = Assert.Single(await _app.Store.With(db => db.Quizzes.ToListAsync()));
        Assert.Equal((archived, Quiz.NoAuthor), (left.PublicId, left.AuthorId));
        Assert.NotEqual(draft, left.PublicId);
    }

    [Fact]
    public async Task A_prolific_author_is_forgotten_entirely()
    {
        for (var i = 0; i < 120; i++)
            await _app.Publish(A.Request(questions: 1), "ann");

        await _app.Tell(UserDeleted.Type, AnnLeft);

        Assert.Equal(120, await _app.Store.With(db => db.WrittenBy(Quiz.NoAuthor).CountAsync()));
    }

    [Fact]
    public async Task Being_told_twice_changes_nothing_more()
    {
        var id = await _app.Publish(user: "ann");

        await _app.Tell(UserDeleted.Type, AnnLeft);
        var revision = (await _app.Stored(id)).Revision;
        await _app.Tell(UserDeleted.Type, AnnLeft);

        Assert.Equal(revision, (await _app.Stored(id)).Revision);
        Assert.Single(await Revocations());
    }

    public static TheoryData<Delivery> AnyWay => [.. Enum.GetValues<Delivery>()];

    [Theory]
    [MemberData(nameof(AnyWay))]
    public async Task Messages_may_come_in_any_order(Delivery how)
    {
        string[] messages =
        [
            A.Message(UserDeleted.Type, AnnLeft),
            A.Message(SessionRevoked.Type, new SessionRevoked("ann", "s1", A.Sunday.AddMinutes(-1), A.Sunday.AddMinutes(14))),
            A.Message(UserRegistered.Type, new UserRegistered("ann", "ann", "Ann", A.Sunday.AddDays(-1))),
            A.Message(UserDeleted.Type, AnnLeft with { TokensExpireAt = A.Sunday.AddMinutes(5) }),
        ];

        await _app.Deliver("users", messages, how);

        Assert.Equal([("ann", A.Sunday.AddMinutes(15)), ("s1", A.Sunday.AddMinutes(14))], (await Revocations()).Select(r => (r.Subject, r.Until)).Order());
    }

    [Fact]
    public async Task Revocations_are_forgotten_once_the_tokens_have_expired()
    {
        await _app.Tell(UserDeleted.Type, AnnLeft);
        _app.Clock.Advance(TimeSpan.FromMinutes(16));

        await _app.Tell(SessionRevoked.Type, new SessionRevoked("bob", "s2", A.Sunday.AddMinutes(16), A.Sunday.AddMinutes(31)));
        await _app.Tell(UserDeleted.Type, AnnLeft); // long after, from a dead letter

        Assert.Equal(["s2"], (await Revocations()).Select(r => r.Subject));
    }

    [Fact]
    public async Task A_message_that_is_no_event_is_for_the_bus_to_deal_with()
    {
        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(() => _app.Deliver("users", ["{}"]));
    }

    private Task<List<Revocation>> Revocations() => _app.Store.With(db => db.Set<Revocation>().OrderBy(r => r.Id).ToListAsync());

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
