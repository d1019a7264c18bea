using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace QuizPlatform.System.Tests;

/// <summary>
/// Starts killed at random moments, of new stores and of those that the first version made (OlderStores). A long campaign:
/// <c>KILLED_STARTS=200 KILLED_STARTS_SEED=… dotnet test -c Local tests/System.Tests --filter KilledStartTests</c>.
/// </summary>
public sealed class KilledStartTests(ITestOutputHelper output)
{
    private static readonly int Kills = Setting.Number("KILLED_STARTS", 9);
    private static readonly int Seed = Setting.Number("KILLED_STARTS_SEED", 20261125);

    [Fact]
    public async Task A_start_that_was_killed_at_any_moment_is_made_up_by_the_next()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var usual = await TimeOfAStart(); // of the three together, here and now: kills come all over it, and a little later
        var (killed, older) = (0, false);
        for (; killed < Kills; older = !older)
        {
            await using var platform = new RunningPlatform();
            if (older)
                MakeOlderStores(platform.Data, withStaleLock: random.Next(2) == 0);

            for (var again = random.Next(1, 4); again > 0; again--)
            {
                var moments = platform.All.Select(_ => usual * (1.2 * random.NextDouble())).ToList();
                await Task.WhenAll(platform.All.Zip(moments, LaunchAndKill));
                killed += platform.All.Count;
            }

            await Task.WhenAll(platform.All.Select(service => service.Start()));
            Assert.Equal(older ? 1 : 0, platform.Count("users", "SELECT count(*) FROM User"));
            Assert.Equal(older ? 1 : 0, platform.Count("results", "SELECT count(*) FROM Result"));
            var samples = older ? 2 : 3; // as many as there were when the older store was made
            await Eventually.Holds(
                () => Task.FromResult(platform.Count("quizzes", "SELECT count(*) FROM Quiz") == samples), () => "the samples are missing");
        }

        output.WriteLine($"{killed} starts killed within {1.2 * usual.TotalMilliseconds:0} ms, all made up by the next");
    }

    private static async Task<TimeSpan> TimeOfAStart()
    {
        await using var platform = new RunningPlatform();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(platform.All.Select(service => service.Start()));
        return clock.Elapsed;
    }

    private static async Task LaunchAndKill(ServiceProcess service, TimeSpan after)
    {
        service.Launch();
        await Task.Delay(after);
        Assert.True(service.Running, $"{service.Name} ended before it was killed.\n{service.Output}");
        await service.Kill();
    }

    private static void MakeOlderStores(string data, bool withStaleLock)
    {
        foreach (var script in Directory.GetFiles(Path.Combine(ServiceProcess.Root, "tests", "System.Tests", "OlderStores"), "*.sql"))
        {
            using var store = new SqliteConnection($"Data Source={Path.Combine(data, Path.GetFileNameWithoutExtension(script))}.db;Pooling=False");
            store.Open();
            using var command = store.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL;" + File.ReadAllText(script)
                + (withStaleLock ? "INSERT INTO __EFMigrationsLock VALUES (1, '2026-11-24 10:00:00+00:00');" : "");
            command.ExecuteNonQuery();
        }
    }
}
