using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace QuizPlatform.System.Tests;

/// <summary>backup.sh and restore.sh on a platform that is used meanwhile. BACKUP_ROUNDS (default 1) plays it more often, each with another seed.</summary>
public sealed class BackupTests(ITestOutputHelper output) : IDisposable
{
    private const int Players = 6, Kills = 2;
    private readonly string _folder = Directory.CreateTempSubdirectory("quizplatform-backup-").FullName;
    private readonly ConcurrentBag<Played> _played = [];

    public static TheoryData<int> Seeds =>
        [.. Enumerable.Range(20261125, int.Parse(Environment.GetEnvironmentVariable("BACKUP_ROUNDS") ?? "1", CultureInfo.InvariantCulture))];

    private string Backup => Path.Combine(_folder, "backup");

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task After_all_is_lost_a_restore_brings_back_one_moment_and_nobody_who_was_deleted(int seed)
    {
        output.WriteLine($"seed {seed}");
        await using var platform = await RunningPlatform.Start();
        var random = new Random(seed);
        var author = await platform.Register();
        var people = await Task.WhenAll(Enumerable.Range(0, Players).Select(_ => platform.Register()));
        var leaving = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => platform.Register())); // before, while and after the backup is made
        TestQuiz[] quizzes = [await platform.Publish(author, Right(random)), await platform.Publish(author, Right(random))];
        await platform.Publish(leaving[2], Right(random));
        using var over = new CancellationTokenSource();
        var playing = people.Select((person, i) => Play(platform, person, quizzes, new Random(seed + i), over.Token))
            .Concat(leaving.Select((person, i) => Play(platform, person, quizzes, new Random(seed - 1 - i), over.Token, most: 5))).ToList();
        await Eventually.Holds(() => Task.FromResult(leaving.All(person => _played.Count(p => p.What.Person == person) == 5)), () => "nobody plays");

        await Delete(platform, leaving[0]);
        var begin = DateTimeOffset.UtcNow;
        var backingUp = Succeeds(platform, "backup.sh");
        await Task.Delay(random.Next(4000));
        await Delete(platform, leaving[1]);
        await backingUp;
        var end = DateTimeOffset.UtcNow;
        await Delete(platform, leaving[2]);
        var late = await platform.Register();
        await Task.Delay(300);
        await over.CancelAsync();
        await Task.WhenAll(playing);
        await Task.WhenAll(platform.All.Select(service => service.Kill()));
        await AssertWholeWhenKilled(platform, random);
        Directory.Delete(platform.Data, recursive: true);

        await AssertRefusedWhenDamaged(platform);
        await Succeeds(platform, "restore.sh");
        await Task.WhenAll(platform.All.Select(service => service.Start()));

        var cut = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Backup, "manifest.json")))!["time"]!.GetValue<DateTimeOffset>();
        Assert.InRange(cut, begin, end);
        var kept = AssertOneMoment(platform, cut);
        await AssertGone(platform, leaving);
        foreach (var person in (Person[])[late, people[0]]) // came after the cut; has to sign in again
            Assert.Equal(HttpStatusCode.Unauthorized, (await platform.Submit(person, quizzes[0], quizzes[0].RightAnswers)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, await LogIn(platform, late));
        Assert.Equal(HttpStatusCode.OK, await LogIn(platform, people[0]));

        var shown = new Submissions([.. kept.Where(s => !leaving.Contains(s.Person))]);
        shown.AssertBoard((await platform.Get(platform.Results, "api/leaderboard?limit=100")).Json);
        foreach (var person in await Task.WhenAll(people.Select(platform.SignInAgain)))
            shown.AssertStatistics(person, await platform.Statistics(person));
        author = await platform.SignInAgain(author);
        foreach (var quiz in quizzes)
            new Submissions(kept).AssertAnalytics(quiz, await platform.Analytics(quiz, author));
    }

    // All that was acknowledged before the cut, nothing that was sent after it; in between each result is there or not, but never half.
    private List<Submission> AssertOneMoment(RunningPlatform platform, DateTimeOffset cut)
    {
        var stored = new Audit(platform).Results.Select(r => r.Id).ToHashSet();
        Assert.Empty(_played.Where(p => p.Acknowledged < cut && !stored.Contains(p.ResultId)).Select(p => p.ResultId));
        Assert.Empty(_played.Where(p => p.Sent > cut && stored.Contains(p.ResultId)).Select(p => p.ResultId));
        var kept = _played.Where(p => stored.Contains(p.ResultId)).Select(p => p.What).ToList();
        Assert.Equal(stored.Count, kept.Count);
        new Submissions(kept).AssertCounts();
        output.WriteLine($"{_played.Count} results acknowledged, {_played.Count(p => p.Acknowledged < cut)} before the cut, {kept.Count} in the backup");
        return kept;
    }

    // Those who were deleted are so again, whatever the backup says of them.
    private static async Task AssertGone(RunningPlatform platform, Person[] people)
    {
        var gone = people.Select(person => person.Id).ToList();
        await Eventually.Holds(
            () => Task.FromResult(new Audit(platform).Differences(gone).Count == 0 && gone.All(new Audit(platform).Gone.Contains)),
            () => string.Join('\n', new Audit(platform).Differences(gone)));
        foreach (var person in people)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await LogIn(platform, person));
            await Eventually.Holds(
                () => Task.FromResult(platform.Count("quizzes", $"SELECT count(*) FROM Quiz WHERE AuthorId = '{person.Id}'") == 0),
                () => "a quiz still names its author");
        }
    }

    private static int[] Right(Random random) => [.. Enumerable.Range(0, 5).Select(_ => random.Next(4))];

    private sealed record Played(Submission What, string ResultId, DateTimeOffset Sent, DateTimeOffset Acknowledged);

    private async Task Play(
        RunningPlatform platform, Person person, TestQuiz[] quizzes, Random random, CancellationToken over, int most = int.MaxValue)
    {
        for (var i = 0; i < most && !over.IsCancellationRequested; i++)
        {
            var quiz = quizzes[random.Next(quizzes.Length)];
            var answers = quiz.Guess(random);
            var sent = DateTimeOffset.UtcNow;
            var answer = await platform.Submit(person, quiz, answers);
            var acknowledged = DateTimeOffset.UtcNow;
            // Nobody is turned away while a backup is made.
            Assert.True(answer.Status == HttpStatusCode.Created, $"{answer.Status}: {answer.Text}\n{platform.Results.Output}");
            _played.Add(new(Submission.Of(person, quiz, answers, answer), answer.Json["result"]!["id"]!.GetValue<string>(), sent, acknowledged));
            await Task.Delay(random.Next(100), CancellationToken.None);
        }
    }

    // SIGKILL at any moment of a restore: there is the old or the new, whole, and what was there before is kept.
    private async Task AssertWholeWhenKilled(RunningPlatform platform, Random random)
    {
        var old = new Audit(platform).Results.Count;
        for (var i = 0; i < Kills; i++)
        {
            using var restoring = Script.Start("restore.sh", [Backup], ("DATA_DIR", platform.Data));
            await Task.Delay(random.Next(500, 2500));
            restoring.Kill(entireProcessTree: true);
            await restoring.WaitForExitAsync();

            var restored = File.Exists(Path.Combine(platform.Data, "restored"));
            output.WriteLine($"killed: the {(restored ? "new" : "old")}");
            Assert.True(restored || new Audit(platform).Results.Count == old);
            foreach (var store in (string[])["users", "quizzes", "results", "bus/users", "bus/quizzes", "bus/results"])
                Assert.Equal(1, platform.Count(store, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"));
            if (restored)
            {
                var kept = Assert.Single(Beside(platform), folder => !File.Exists(Path.Combine(folder, "restored")));
                Directory.Delete(platform.Data, recursive: true);
                Directory.Move(kept, platform.Data);
            }

            Beside(platform).ForEach(folder => Directory.Delete(folder, recursive: true));
            Assert.Equal(old, new Audit(platform).Results.Count);
        }
    }

    // Named, and nothing put anywhere; what else can be wrong with a backup is in Local.Tests.
    private async Task AssertRefusedWhenDamaged(RunningPlatform platform)
    {
        var store = Path.Combine(Backup, "results.db");
        var content = await File.ReadAllBytesAsync(store);
        content[content.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(store, content);
        var flipped = await Run(platform, "restore.sh");
        content[content.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(store, content);

        Assert.Equal(1, flipped.Code);
        Assert.Contains("results.db is not what was written", flipped.Output);
        Assert.False(Directory.Exists(platform.Data));
        Assert.Empty(Beside(platform));
    }

    private static List<string> Beside(RunningPlatform platform) =>
        [.. Directory.GetDirectories(Path.GetDirectoryName(platform.Data)!).Where(folder => folder != platform.Data)];

    private static async Task Delete(RunningPlatform platform, Person person)
    {
        Assert.Equal(HttpStatusCode.NoContent, (await platform.Delete(person)).Status);
    }

    private static async Task<HttpStatusCode> LogIn(RunningPlatform platform, Person person) =>
        (await platform.Send(HttpMethod.Post, platform.Users, "api/users/login", new { username = person.Name, password = RunningPlatform.Password })).Status;

    private async Task Succeeds(RunningPlatform platform, string script)
    {
        var (code, said) = await Run(platform, script);
        output.WriteLine(said.Trim());
        Assert.True(code == 0, said);
    }

    private Task<(int Code, string Output)> Run(RunningPlatform platform, string script) => Script.Run(script, [Backup], ("DATA_DIR", platform.Data));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
