using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace QuizPlatform.System.Tests;

/// <summary>
/// Services are killed at random moments, while they start too, people go while their results are on the way, and boards are divided into shards and put
/// together. For a longer run set <c>CRASH_KILLS</c> (30), <c>CRASH_PLAYERS</c> (0), who have played before, and <c>CRASH_SEED</c>.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Clients = 5;
    private const int Leavers = 2;

    private static readonly int Kills = Setting.Number("CRASH_KILLS", 30);
    private static readonly int PlayedBefore = Setting.Number("CRASH_PLAYERS", 0);

    private readonly ConcurrentBag<Submission> _acknowledged = [];
    private readonly ConcurrentBag<string> _gone = [];

    [Fact]
    public async Task Services_killed_at_random_moments_lose_nothing_count_nothing_twice_and_bring_nobody_back()
    {
        var seed = Setting.Number("CRASH_SEED", 20261122);
        output.WriteLine($"seed {seed}");
        await using var platform = new RunningPlatform(("Users__AdminEmail", "admin@example.com"));
        if (PlayedBefore > 0)
            Assert.Equal(0, await platform.Seed(PlayedBefore, quizzes: 100));
        await Task.WhenAll(platform.All.Select(service => service.Start()));
        var author = await platform.Register("admin");
        var people = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => platform.Register()));
        var random = new Random(seed);
        var quizzes = new List<TestQuiz>();
        for (var i = 0; i < 3; i++)
            quizzes.Add(await platform.Publish(author, [.. Enumerable.Range(0, 5).Select(_ => random.Next(4))]));
        using var over = new CancellationTokenSource();

        var clients = people.Select((person, i) => Task.Run(() => Play(platform, person, quizzes, new Random(seed + i), over.Token)))
            .Concat(Enumerable.Range(1, Leavers).Select(i => Task.Run(() => ComeAndGo(platform, quizzes, new Random(seed - i), over.Token)))).ToList();
        var starts = await Kill(platform, random);
        await over.CancelAsync();
        await Task.WhenAll(clients);

        output.WriteLine($"{_acknowledged.Count} submissions acknowledged, {_gone.Count} people deleted, {Kills} kills, {starts} of them while starting");
        Assert.NotEmpty(_gone);
        await AssertNothingIsLostOrCountedTwice(platform);
        await AssertAuditFindsNothing(platform, await platform.SignInAgain(author));
    }

    /// <returns>How many of the kills came while a service started.</returns>
    private static async Task<int> Kill(RunningPlatform platform, Random random)
    {
        var starts = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(300));
            var service = platform.All[random.Next(6) switch { 0 => 0, 1 => 1, _ => 2 }]; // Results has the most to lose
            await service.Kill();
            await Task.Delay(random.Next(50));
            if (random.Next(5) == 0)
                platform.Set("Results__BoardShards", $"{random.Next(1, 4)}");
            for (; random.Next(4) == 0 && kill < Kills; kill++, starts++)
            {
                service.Launch();
                await Task.Delay(random.Next(1500));
                await service.Kill();
            }

            await service.Start();
        }

        return starts;
    }

    private async Task AssertNothingIsLostOrCountedTwice(RunningPlatform platform)
    {
        var expected = new Submissions(_acknowledged);
        expected.AssertCounts();
        var audit = new Audit(platform);
        await Eventually.Holds(
            () => Task.FromResult(audit.Differences(_gone) is []), () => string.Join('\n', audit.Differences(_gone)), TimeSpan.FromSeconds(120));
        if (PlayedBefore == 0)
            await Eventually.Holds(
                async () => expected.Board().SequenceEqual((await platform.Get(platform.Results, "api/leaderboard?limit=100")).Json["leaderboard"]!.AsArray()
                    .Select(e => (e!["userId"]!.GetValue<string>(), e["totalScore"]!.GetValue<int>(), e["totalQuizzes"]!.GetValue<int>()))),
                () => "the board does not become what was submitted");
        var clients = _acknowledged.Select(s => s.Person.Id).ToHashSet();
        var stayed = audit.Results.Where(r => clients.Contains(r.UserId) || (PlayedBefore == 0 && !_gone.Contains(r.UserId))).ToList();
        Assert.Equal(_acknowledged.Select(s => (s.Person.Id, s.Quiz.Id, s.Score)).Order(), stayed.Select(r => (r.UserId, r.QuizId, r.Score)).Order());
    }

    // The platform's own, which goes on at each start.
    private async Task AssertAuditFindsNothing(RunningPlatform platform, Person admin)
    {
        Assert.Equal(HttpStatusCode.Accepted, (await platform.Send(HttpMethod.Post, platform.Results, "api/results/audits", token: admin.Token)).Status);
        JsonNode audit;
        do
        {
            await platform.Results.Kill();
            await platform.Results.Start();
            for (var waited = Stopwatch.StartNew(); !HasEnded() && waited.Elapsed < TimeSpan.FromMinutes(2);)
                await Task.Delay(200);
            admin = await platform.SignInAgain(admin);
            audit = (await platform.Get(platform.Results, "api/results/audits/latest", admin.Token)).Json;
        }
        while (!HasEnded());

        output.WriteLine($"audited {audit["players"]} players and {audit["quizzes"]} quizzes");
        Assert.Equal((0, "[]"), (audit["differenceCount"]!.GetValue<int>(), audit["differences"]!.ToJsonString()));

        bool HasEnded() => platform.Count("results", "SELECT count(*) FROM Audit WHERE EndedAt IS NOT NULL") == 1;
    }

    // As a good client does: until there is an answer, the same request with the same key.
    private async Task Play(RunningPlatform platform, Person person, List<TestQuiz> quizzes, Random random, CancellationToken over)
    {
        var (token, since) = (person.Token, Stopwatch.StartNew());
        for (var i = 0; !over.IsCancellationRequested; i++)
        {
            if (since.Elapsed > TimeSpan.FromMinutes(10)) // in a long run tokens expire
            {
                token = (await Insist(() => platform.LogIn(person.Name), HttpStatusCode.OK)).Json["token"]!.GetValue<string>();
                since.Restart();
            }

            var quiz = quizzes[random.Next(quizzes.Count)];
            var answers = quiz.Guess(random);
            var answer = await Insist(() => platform.Submit(person with { Token = token }, quiz, answers, key: $"{person.Name}-{i}"), HttpStatusCode.Created);
            _acknowledged.Add(Submission.Of(person, quiz, answers, answer));
        }
    }

    // Somebody who closes the account while results are on their way, and goes on submitting with the token.
    private async Task ComeAndGo(RunningPlatform platform, List<TestQuiz> quizzes, Random random, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            if (await Try(platform.Register) is not { } person)
                continue; // killed halfway: as somebody else, then
            var submitting = Enumerable.Range(0, 4).Select(async i =>
            {
                await Task.Delay(random.Next(60), CancellationToken.None);
                var quiz = quizzes[i % quizzes.Count];
                return await Try(() => platform.Submit(person, quiz, quiz.RightAnswers));
            }).ToList();
            await Task.Delay(random.Next(60), CancellationToken.None);
            await Insist(() => platform.Delete(person), HttpStatusCode.NoContent, HttpStatusCode.Unauthorized);
            _gone.Add(person.Id);
            await Task.WhenAll(submitting);
        }
    }

    private static async Task<HttpAnswer> Insist(Func<Task<HttpAnswer>> request, params HttpStatusCode[] good)
    {
        while (true)
        {
            if (await Try(request) is { } answer)
            {
                if (good.Contains(answer.Status))
                    return answer;
                Assert.True(answer.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict, $"{answer.Status}: {answer.Text}");
            }

            await Task.Delay(20);
        }
    }

    // Null when the service was killed before it could answer.
    private static async Task<T?> Try<T>(Func<Task<T>> request)
        where T : class
    {
        try
        {
            return await request();
        }
        catch (HttpRequestException)
        {
            await Task.Delay(20);
            return null;
        }
    }
}
