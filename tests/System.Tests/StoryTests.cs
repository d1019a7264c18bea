using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace QuizPlatform.System.Tests;

public sealed class StoryTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Somebody_registers_takes_a_quiz_and_sees_themselves_on_the_leaderboard()
    {
        await using var platform = await RunningPlatform.Start();
        var ann = await platform.Register();

        await Eventually.Holds(async () => (await Samples()).Count == 3, () => "the samples are missing"); // they come a moment after the start
        var samples = await Samples();
        var quizId = samples.Single(sample => sample!["title"]!.GetValue<string>() == "JavaScript fundamentals")!["id"]!.GetValue<string>();
        var quiz = await platform.Get(platform.Quizzes, $"api/quizzes/{quizId}");
        Assert.DoesNotContain("correctAnswer", quiz.Text);
        Assert.DoesNotContain("explanation", quiz.Text);

        var questions = quiz.Json["questions"]!.AsArray();
        var submitted = await platform.Send(
            HttpMethod.Post, platform.Results, "api/results/submit", new { quizId, answers = questions.Select(_ => 0), timeSpent = 60 }, ann.Token);
        Assert.Equal(HttpStatusCode.Created, submitted.Status);
        Assert.Equal(1, submitted.Json["leaderboardPosition"]!.GetValue<int>());
        Assert.Equal(questions.Count, submitted.Json["result"]!["questions"]!.AsArray().Count);

        var resultId = submitted.Json["result"]!["id"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, (await platform.Get(platform.Results, $"api/results/{resultId}", ann.Token)).Status);
        await Eventually.Holds(
            async () => (await platform.Get(platform.Results, "api/leaderboard")).Json["leaderboard"]!.AsArray() is [{ } first]
                && first["userId"]!.GetValue<string>() == ann.Id && first["displayName"]!.GetValue<string>() == ann.Name,
            () => "ann is not on the board");
        await Eventually.Holds(
            async () => (await platform.Statistics(ann))["totalQuizzesTaken"]!.GetValue<int>() == 1,
            () => "ann has no statistics");

        async Task<JsonArray> Samples() => (await platform.Get(platform.Quizzes, "api/quizzes")).Json["quizzes"]!.AsArray();
    }

    [Fact]
    public async Task Fifty_people_at_once_give_the_boards_that_a_recomputation_gives()
    {
        await using var platform = await RunningPlatform.Start();
        var people = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => platform.Register()));
        var random = new Random(2026);
        var quizzes = new List<TestQuiz>();
        for (var i = 0; i < 3; i++)
            quizzes.Add(await platform.Publish(people[0], [.. Enumerable.Range(0, 10).Select(_ => random.Next(4))]));
        var planned = people.SelectMany(person => quizzes.Select(quiz => (person, quiz, answers: quiz.Guess(random)))).ToList();
        var submissions = new ConcurrentBag<Submission>();

        var acknowledged = new ConcurrentDictionary<(string Person, string Quiz), long>();
        var watching = quizzes.ConvertAll(quiz => Task.Run(() => Watch(platform, quiz, people.Length)));
        await Task.WhenAll(planned.Select(async plan =>
        {
            var answer = await platform.Submit(plan.person, plan.quiz, plan.answers);
            acknowledged[(plan.person.Id, plan.quiz.Id)] = Stopwatch.GetTimestamp();
            Assert.Equal(HttpStatusCode.Created, answer.Status);
            Assert.Equal(plan.quiz.Score(plan.answers), answer.Json["result"]!["score"]!.GetValue<int>());
            submissions.Add(Submission.Of(plan.person, plan.quiz, plan.answers, answer));
        }));
        var delays = (await Task.WhenAll(watching)).SelectMany(seen => seen)
            .Select(seen => Math.Max(0, Stopwatch.GetElapsedTime(acknowledged[seen.Key], seen.Value).TotalMilliseconds)).Order().ToList();
        var (median, p90) = (delays[delays.Count / 2], delays[delays.Count * 9 / 10]);
        output.WriteLine($"from 201 to the board, {delays.Count} submissions at once: median {median:0} ms, p90 {p90:0} ms, max {delays[^1]:0} ms");

        var expected = new Submissions(submissions);
        expected.AssertCounts();
        await Eventually.Holds(async () => await Settled(platform, people[0], quizzes, 49), () => "the analytics do not settle");
        foreach (var period in (string[])["all", "month", "week"])
        {
            expected.AssertBoard((await platform.Get(platform.Results, $"api/leaderboard?limit=100&period={period}")).Json);
            foreach (var quiz in quizzes)
                expected.AssertBoard((await platform.Get(platform.Results, $"api/leaderboard?limit=100&period={period}&quizId={quiz.Id}")).Json, quiz);
        }

        foreach (var person in people)
            expected.AssertStatistics(person, await platform.Statistics(person));
        foreach (var quiz in quizzes)
            expected.AssertAnalytics(quiz, await platform.Analytics(quiz, people[0]));
    }

    // When each person first stood on the quiz's board: each takes each quiz once.
    private static async Task<Dictionary<(string Person, string Quiz), long>> Watch(RunningPlatform platform, TestQuiz quiz, int people)
    {
        var seen = new Dictionary<(string Person, string Quiz), long>();
        await Eventually.Holds(
            async () =>
            {
                var board = (await platform.Get(platform.Results, $"api/leaderboard?limit=100&quizId={quiz.Id}")).Json["leaderboard"]!.AsArray();
                foreach (var entry in board)
                    seen.TryAdd((entry!["userId"]!.GetValue<string>(), quiz.Id), Stopwatch.GetTimestamp());
                return seen.Count == people;
            },
            () => $"{seen.Count} of {people} are on the board");
        return seen;
    }

    // Everything is counted, on all three subscriptions.
    private static async Task<bool> Settled(RunningPlatform platform, Person author, IEnumerable<TestQuiz> quizzes, int attempts)
    {
        foreach (var quiz in quizzes)
        {
            if ((await platform.Analytics(quiz, author))["totalAttempts"]!.GetValue<int>() < attempts)
                return false;
        }

        return platform.UnsentEvents() == 0
            && platform.Count("results", "SELECT sum(TotalQuizzesTaken) FROM PlayerStatistics") >= attempts * quizzes.Count()
            && platform.Count("results", "SELECT sum(AllQuizzes) FROM Standings WHERE Partition = 'standings-all'") >= attempts * quizzes.Count();
    }
}
