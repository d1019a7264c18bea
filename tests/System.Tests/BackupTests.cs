using System.Collections.Concurrent;
using System.Diagnostics;
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
        var played = new ConcurrentBag<Played>();
        using var over = new CancellationTokenSource();
        var playing = people.Select((person, i) => Play(platform, person, quizzes, new Random(seed + i), played, over.Token)).ToList();
        foreach (var person in leaving)
            playing.Add(Play(platform, person, quizzes, new Random(seed + person.Id.GetHashCode(StringComparison.Ordinal)), played, over.Token, most: 5));
        await Eventually.Holds(() => Task.FromResult(leaving.All(person => played.Count(p => p.What.Person == person) == 5)), () => "nobody plays");

        await Delete(platform, leaving[0]);
        var begin = DateTimeOffset.UtcNow;
        var backingUp = Run(platform, "backup.sh", Backup);
        await Task.Delay(random.Next(4000));
        await Delete(platform, leaving[1]);
        var made = await backingUp;
        var end = DateTimeOffset.UtcNow;
        output.WriteLine(made.Output.Trim());
        Assert.True(made.Code == 0, made.Output);
        await Delete(platform, leaving[2]);
        var late = await platform.Register();
        await Task.Delay(300);
        await over.CancelAsync();
        await Task.WhenAll(playing);
        await Task.WhenAll(platform.All.Select(service => service.Kill()));
        await AssertWholeWhenKilled(platform, random);
        Directory.Delete(platform.Data, recursive: true);

        await AssertRefusedWhenDamaged(platform);
        var restored = await Run(platform, "restore.sh", Backup);
        output.WriteLine(restored.Output.Trim());
        Assert.True(restored.Code == 0, restored.Output);
        await Task.WhenAll(platform.All.Select(service => service.Start()));

        // All that was acknowledged before the cut, nothing that was sent after it; in between each result is there or not, but never half.
        var cut = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Backup, "manifest.json")))!["time"]!.GetValue<DateTimeOffset>();
        Assert.InRange(cut, begin, end);
        var stored = new Audit(platform).Results.Select(r => r.Id).ToHashSet();
        Assert.Empty(played.Where(p => p.Acknowledged < cut && !stored.Contains(p.ResultId)).Select(p => p.ResultId));
        Assert.Empty(played.Where(p => p.Sent > cut && stored.Contains(p.ResultId)).Select(p => p.ResultId));
        var kept = played.Where(p => stored.Contains(p.ResultId)).Select(p => p.What).ToList();
        new Submissions(kept).AssertCounts();
        var shown = kept.Where(s => !leaving.Contains(s.Person)).ToList();
        Assert.Equal(stored.Count, kept.Count);
        output.WriteLine($"{played.Count} results acknowledged, {played.Count(p => p.Acknowledged < cut)} before the cut, {kept.Count} in the backup");

        var gone = leaving.Select(person => person.Id).ToList();
        await Eventually.Holds(
            () => Task.FromResult(new Audit(platform).Differences(gone).Count == 0 && gone.All(new Audit(platform).Gone.Contains)),
            () => string.Join('\n', new Audit(platform).Differences(gone)));
        new Submissions(shown).AssertBoard((await platform.Get(platform.Results, "api/leaderboard?limit=100")).Json);
        Assert.Equal(HttpStatusCode.Unauthorized, (await platform.Submit(late, quizzes[0], quizzes[0].RightAnswers)).Status); // nobody knows this person
        Assert.Equal(HttpStatusCode.Unauthorized, (await platform.Submit(people[0], quizzes[0], quizzes[0].RightAnswers)).Status);
        people = await Task.WhenAll(people.Select(platform.SignInAgain));
        author = await platform.SignInAgain(author);
        foreach (var person in people)
        {
            var answer = await platform.Get(platform.Results, $"api/results/user/{person.Id}", person.Token);
            new Submissions(shown).AssertStatistics(person, answer.Json["statistics"]!);
        }

        foreach (var quiz in quizzes)
            new Submissions(kept).AssertAnalytics(quiz, (await platform.Get(platform.Results, $"api/results/quiz/{quiz.Id}", author.Token)).Json["analytics"]!);

        foreach (var person in leaving)
            Assert.Equal(HttpStatusCode.Unauthorized, await LogIn(platform, person));
        await Eventually.Holds(
            () => Task.FromResult(platform.Count("quizzes", $"SELECT count(*) FROM Quiz WHERE AuthorId = '{leaving[2].Id}'") == 0),
            () => "a quiz still names its author");
        Assert.Equal(HttpStatusCode.OK, await LogIn(platform, people[0]));
        Assert.Equal(HttpStatusCode.Unauthorized, await LogIn(platform, late)); // came after the cut
    }

    private static int[] Right(Random random) => [.. Enumerable.Range(0, 5).Select(_ => random.Next(4))];

    private sealed record Played(Submission What, string ResultId, DateTimeOffset Sent, DateTimeOffset Acknowledged);

    private static async Task Play(
        RunningPlatform platform, Person person, TestQuiz[] quizzes, Random random, ConcurrentBag<Played> played, CancellationToken over,
        int most = int.MaxValue)
    {
        for (var i = 0; i < most && !over.IsCancellationRequested; i++)
        {
            var quiz = quizzes[random.Next(quizzes.Length)];
            var answers = quiz.Guess(random);
            var sent = DateTimeOffset.UtcNow;
            var answer = await platform.Submit(person, quiz, answers);
            var acknowledged = DateTimeOffset.UtcNow;
            Assert.True(answer.Status == HttpStatusCode.Created, $"{answer.Status}: {answer.Text}"); // nobody is turned away while a backup is made
            played.Add(new(Submission.Of(person, quiz, answers, answer), answer.Json["result"]!["id"]!.GetValue<string>(), sent, acknowledged));
            await Task.Delay(random.Next(100), CancellationToken.None);
        }
    }

    // SIGKILL at any moment of a restore: there is the old or the new, whole, and what was there before is kept.
    private async Task AssertWholeWhenKilled(RunningPlatform platform, Random random)
    {
        var old = new Audit(platform).Results.Count;
        for (var i = 0; i < Kills; i++)
        {
            using var restoring = Start(platform, "restore.sh", Backup);
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
        var flipped = await Run(platform, "restore.sh", Backup);
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

    private static async Task<(int Code, string Output)> Run(RunningPlatform platform, string script, params string[] arguments)
    {
        using var process = Start(platform, script, arguments);
        var (text, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
        return (process.ExitCode, await text + await errors);
    }

    private static Process Start(RunningPlatform platform, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(ServiceProcess.Root, "scripts", script), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DATA_DIR"] = platform.Data;
        // What `dotnet test` tells its own MSBuild is not for another one.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
