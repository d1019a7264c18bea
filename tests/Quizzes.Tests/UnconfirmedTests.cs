namespace QuizPlatform.Quizzes.Tests;

/// <summary>Who has not confirmed the address, where that is asked, writes but does not publish.</summary>
public sealed class UnconfirmedTests : IAsyncDisposable
{
    private const string Ann = "ann:unconfirmed";

    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task They_write_drafts_and_publish_nothing()
    {
        var draft = await _app.Create(A.Request() with { Draft = true }, Ann);
        var id = draft.Value<string>("quiz.id");

        Assert.Equal(201, draft.Status);
        Assert.Equal(200, (await _app.Update(id, A.Request("Harder sums"), "*", Ann)).Status);
        Refused(await _app.PublishDraft(id, Ann));
        Refused(await _app.Create(A.Request(), Ann));
        Assert.Equal(200, (await _app.PublishDraft(id, "ann")).Status);
    }

    [Fact]
    public async Task What_they_have_published_before_gets_no_new_version()
    {
        var id = (await _app.Create(A.Request(), "ann")).Value<string>("quiz.id");

        Refused(await _app.Update(id, A.Request("Harder sums"), "*", Ann));
        Assert.Equal(1, (await _app.Get(id)).Value<int>("version"));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void Refused(Answer answer) => Assert.Equal((403, "urn:problem:auth.unconfirmed"), (answer.Status, answer.Value<string>("type")));
}
