using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes.Tests;

/// <summary>Idempotency-Key on create.</summary>
public sealed class CreateQuizOnceTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer()
    {
        var first = await _app.Create(A.Request(), "ann", Key("k1"));
        _app.Clock.Advance(TimeSpan.FromHours(23));

        var second = await _app.Create(A.Request(), "ann", Key("k1"));

        Assert.Equal(201, second.Status);
        Assert.Equal(first.Json!.ToJsonString(), second.Json!.ToJsonString());
        Assert.Equal((first.Headers.Location, first.Headers.ETag), (second.Headers.Location, second.Headers.ETag));
        Assert.Single(_app.Sent.All);
    }

    [Fact]
    public async Task The_first_answer_is_repeated_whatever_became_of_the_quiz()
    {
        var first = await _app.Create(A.Request(), "ann", Key("k1"));
        var id = first.Value<string>("quiz.id");
        await _app.Update(id, A.Request("Changed"), "*");
        await _app.Archive(id);

        var second = await _app.Create(A.Request(), "ann", Key("k1"));

        Assert.Equal((201, first.Json!.ToJsonString()), (second.Status, second.Json!.ToJsonString()));
    }

    [Fact]
    public async Task Another_request_with_the_key_is_refused()
    {
        await _app.Create(A.Request(), "ann", Key("k1"));

        var answer = await _app.Create(A.Request("Other"), "ann", Key("k1"));

        Assert.Equal((422, "urn:problem:request.idempotency-key-reused"), (answer.Status, answer.Value<string>("type")));
        Assert.Equal(1, await Count());
    }

    [Fact]
    public async Task A_refused_request_does_not_spend_the_key()
    {
        Assert.Equal(400, (await _app.Create("{}", "ann", Key("k1"))).Status);

        Assert.Equal(201, (await _app.Create(A.Request(), "ann", Key("k1"))).Status);
    }

    [Fact]
    public async Task Two_people_may_choose_the_same_key()
    {
        await _app.Create(A.Request(), "ann", Key("k1"));

        Assert.Equal(201, (await _app.Create(A.Request("Other"), "bob", Key("k1"))).Status);
        Assert.Equal(2, await Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("tab\t")]
    [InlineData("é")]
    public async Task A_key_is_visible_ASCII(string key)
    {
        var answer = await _app.Create(A.Request(), "ann", Key(key));

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Json!["errors"]![IdempotencyKey.Header]);
        Assert.Equal(0, await Count());
    }

    [Theory]
    [InlineData(255, 201)]
    [InlineData(256, 400)]
    public async Task A_key_has_at_most_255_characters(int length, int status) =>
        Assert.Equal(status, (await _app.Create(A.Request(), "ann", Key(new string('k', length)))).Status);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_quiz_whose_save_is_done_but_not_told_is_there_once(bool keyed)
    {
        _app.Store.Steps.LoseAnswer();

        var answer = await _app.Create(A.Request(), "ann", keyed ? [Key("k1")] : []);

        Assert.Equal(201, answer.Status);
        Assert.Equal(answer.Value<string>("quiz.id"), await _app.Store.With(db => Task.FromResult(Quiz.PublicIdOf(db.Quizzes.Single().Id))));
    }

    [Fact]
    public async Task A_hundred_at_once_make_one_quiz()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => _app.Create(A.Request(), "ann", Key("k1")))));

        Assert.Equal(1, await Count());
        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 201, 409 }));
        Assert.Single(answers.Where(a => a.Status == 201).Select(a => a.Json!.ToJsonString()).Distinct());
        Assert.Single(_app.Sent.All.DistinctBy(e => e.Id));
    }

    [Fact]
    public async Task Instances_that_do_not_know_of_each_other_make_one_quiz()
    {
        // No claim in memory is shared: the document's id alone decides.
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            await using var another = new QuizzesApp(_app.Store);
            return await another.Create(A.Request(), "ann", Key("k1"));
        })));

        Assert.Equal(1, await Count());
        Assert.All(answers, answer => Assert.Equal(201, answer.Status));
        Assert.Single(answers.Select(a => a.Json!.ToJsonString()).Distinct());
    }

    private Task<int> Count() => _app.Store.With(db => db.Quizzes.CountAsync());

    private static (string, string) Key(string key) => (IdempotencyKey.Header, key);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
