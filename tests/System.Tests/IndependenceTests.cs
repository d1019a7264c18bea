using System.Net;

namespace QuizPlatform.System.Tests;

public sealed class IndependenceTests
{
    [Fact]
    public async Task Each_service_goes_on_while_another_is_down_and_catches_up_by_itself()
    {
        await using var platform = await RunningPlatform.Start();
        var author = await platform.Register();
        var quiz = await platform.Publish(author, 1, 2, 3);
        await Accepted(() => platform.Submit(author, quiz, [1, 2, 3]), "the quiz does not reach Results");

        // Quizzes down: what is known is scored, what is not is told so.
        await platform.Quizzes.Kill();
        Assert.Equal(HttpStatusCode.Created, (await platform.Submit(author, quiz, [1, 0, 0])).Status);
        var unknown = await platform.Submit(author, new TestQuiz(new string('a', 32), author.Id, [0]), [0]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unknown.Status);
        Assert.NotNull(unknown.Headers.RetryAfter);
        await platform.Quizzes.Start();

        // Results down: quizzes are written and read, people register.
        await platform.Results.Kill();
        var written = await platform.Publish(author, 0, 0);
        Assert.Equal(HttpStatusCode.OK, (await platform.Get(platform.Quizzes, $"api/quizzes/{written.Id}")).Status);
        var newcomer = await platform.Register();

        // And Users as well: who is signed in goes on, and Results catches up with what was told while it was down.
        await platform.Users.Kill();
        await platform.Publish(author, 0);
        await platform.Results.Start();
        Assert.Equal(HttpStatusCode.OK, (await platform.Get(platform.Results, $"api/results/user/{author.Id}", author.Token)).Status);
        await Accepted(() => platform.Submit(author, written, [0, 1]), "Results does not catch up");
        await platform.Users.Start();
        Assert.Equal(HttpStatusCode.Created, (await platform.Submit(newcomer, written, [0, 0])).Status);
        await Eventually.Holds(
            async () => (await platform.Get(platform.Results, "api/leaderboard")).Text.Contains($"\"{newcomer.Name}\""),
            () => "the newcomer's name does not arrive");
    }

    [Fact]
    public async Task Told_to_stop_a_service_finishes_and_ends_well()
    {
        await using var platform = await RunningPlatform.Start();

        Assert.All(await Task.WhenAll(platform.All.Select(service => service.Terminate())), code => Assert.Equal(0, code));
    }

    private static Task Accepted(Func<Task<HttpAnswer>> submit, string otherwise) =>
        Eventually.Holds(async () => (await submit()).Status == HttpStatusCode.Created, () => otherwise);
}
