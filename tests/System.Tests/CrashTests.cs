using System.Collections.Concurrent;
using System.Net;
using Xunit.Abstractions;

namespace QuizPlatform.System.Tests;

public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Kills = 30;
    private const int Clients = 6;

    [Theory]
    [InlineData(20261122)]
    public async Task Services_killed_at_random_moments_lose_nothing_and_count_nothing_twice(int seed)
    {
        output.WriteLine($"seed {seed}");
        await using var platform = await RunningPlatform.Start();
        var author = await platform.Register();
        var people = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => platform.Register()));
        var random = new Random(seed);
        var quizzes = new List<TestQuiz>();
        for (var i = 0; i < 3; i++)
            quizzes.Add(await platform.Publish(author, [.. Enumerable.Range(0, 5).Select(_ => random.Next(4))]));
        var acknowledged = new ConcurrentBag<Submission>();
        using var over = new CancellationTokenSource();

        var clients = people.Select((person, i) => Task.Run(() => Play(platform, person, quizzes, new Random(seed + i), acknowledged, over.Token))).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(300));
            var service = platform.All[random.Next(6) switch { 0 => 0, 1 => 1, _ => 2 }]; // Results has the most to lose
            await service.Kill();
            await Task.Delay(random.Next(50));
            await service.Start();
        }

        await over.CancelAsync();
        await Task.WhenAll(clients);
        output.WriteLine($"{acknowledged.Count} submissions acknowledged over {Kills} kills");

        var expected = new Submissions(acknowledged);
        expected.AssertCounts();
        await Eventually.Holds(
            () => Task.FromResult(platform.UnsentEvents() == 0 && platform.Count("results", "SELECT sum(TotalQuizzesTaken) FROM PlayerStatistics") == acknowledged.Count
                && platform.Count("results", "SELECT sum(TotalAttempts) FROM QuizAnalytics") == acknowledged.Count),
            () => $"{platform.UnsentEvents()} events unsent, {platform.Count("results", "SELECT sum(TotalQuizzesTaken) FROM PlayerStatistics")} in statistics, "
                + $"{platform.Count("results", "SELECT sum(TotalAttempts) FROM QuizAnalytics")} in analytics, of {acknowledged.Count}",
            TimeSpan.FromSeconds(120));
        await Eventually.Holds(
            async () => expected.Board().SequenceEqual((await platform.Get(platform.Results, "api/leaderboard?limit=100")).Json["leaderboard"]!.AsArray()
                .Select(e => (e!["userId"]!.GetValue<string>(), e["totalScore"]!.GetValue<int>(), e["totalQuizzes"]!.GetValue<int>()))),
            () => "the board does not become what was submitted");
        Assert.Equal(acknowledged.Count, platform.Count("results", "SELECT count(*) FROM Result"));
        foreach (var quiz in quizzes.Where(quiz => acknowledged.Any(s => s.Quiz == quiz)))
            expected.AssertAnalytics(quiz, (await platform.Get(platform.Results, $"api/results/quiz/{quiz.Id}", author.Token)).Json["analytics"]!);
    }

    // As a good client does: until there is an answer, the same request with the same key.
    private static async Task Play(
        RunningPlatform platform, Person person, List<TestQuiz> quizzes, Random random, ConcurrentBag<Submission> acknowledged, CancellationToken over)
    {
        for (var i = 0; !over.IsCancellationRequested; i++)
        {
            var quiz = quizzes[random.Next(quizzes.Count)];
            var answers = quiz.Guess(random);
            while (true)
            {
                try
                {
                    var answer = await platform.Submit(person, quiz, answers, key: $"{person.Name}-{i}");
                    if (answer.Status == HttpStatusCode.Created)
                    {
                        acknowledged.Add(Submission.Of(person, quiz, answers, answer));
                        break;
                    }

                    Assert.True(answer.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict, $"{answer.Status}: {answer.Text}");
                }
                catch (HttpRequestException)
                {
                    // Killed before it could answer.
                }

                await Task.Delay(20, CancellationToken.None);
            }
        }
    }
}
