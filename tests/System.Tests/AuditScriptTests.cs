using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace QuizPlatform.System.Tests;

/// <summary>audit.sh and recount.sh, as an admin calls them on a platform that is killed meanwhile.</summary>
public sealed partial class AuditScriptTests
{
    [Fact]
    public async Task What_differs_is_printed_and_is_right_after_a_recount()
    {
        await using var platform = await RunningPlatform.Start(("Users__AdminEmail", "admin@example.com"));
        await platform.Gateway.Start();
        var admin = await platform.Register("admin");
        var player = await platform.Register();
        var quiz = await platform.Publish(admin, 0, 1, 2);
        await platform.Submit(player, quiz, [0, 1, 3]);
        await Eventually.Holds(
            () => Task.FromResult(new Audit(platform).Differences([]).Count == 0), () => string.Join('\n', new Audit(platform).Differences([])));
        Change(platform, "UPDATE PlayerStatistics SET TotalQuizzesTaken = 41");

        var (code, said) = await Run(platform, "audit.sh", "admin");
        Assert.True(code == 1, said);
        Assert.Contains($"statistics of player {player.Id}, totalQuizzesTaken: kept is 41, by the results 1\n", said, StringComparison.Ordinal);

        await platform.Results.Kill();
        var recount = Run(platform, "recount.sh", "admin"); // asks, and asks again
        await Task.Delay(TimeSpan.FromSeconds(12));
        await platform.Results.Start();
        (code, said) = await recount;
        Assert.True(code == 0, said);
        Assert.Contains("(This asks again.)", said, StringComparison.Ordinal);
        Assert.Equal(1, platform.Count("results", "SELECT TotalQuizzesTaken FROM PlayerStatistics"));
        (code, said) = await Run(platform, "audit.sh", "admin@example.com");
        Assert.True(code == 0, said);
    }

    [Fact]
    public async Task Who_is_no_admin_or_finds_nobody_there_is_told_so()
    {
        await using var platform = await RunningPlatform.Start();
        var (code, said) = await Script.Run("audit.sh", ["10"], Admin(platform, "nobody"));
        Assert.Equal(3, code);
        Assert.Contains("Nothing answers at", said, StringComparison.Ordinal);
        (code, said) = await Script.Run("audit.sh", ["10"], [("GATEWAY_URL", "http://quiz.example.org"), ("ADMIN_TOKEN", "some token")]);
        Assert.Equal(3, code);
        Assert.Contains("must begin with https", said, StringComparison.Ordinal);

        await platform.Gateway.Start();
        (code, said) = await Script.Run("audit.sh", ["10"], Admin(platform, "nobody"));
        Assert.Equal(3, code);
        Assert.Contains("password", said, StringComparison.Ordinal);

        var player = await platform.Register();
        (code, said) = await Script.Run("recount.sh", [], Admin(platform, player.Name));
        Assert.Equal((3, "Building ...\nOnly an admin may have everything counted anew.\n"), (code, said));
        (code, said) = await Script.Run("audit.sh", [], [("GATEWAY_URL", platform.Gateway.Url.ToString()), ("ADMIN_TOKEN", player.Token)]);
        Assert.Equal((3, "Building ...\nOnly an admin may have what is kept compared with the results.\n"), (code, said));

        (code, said) = await Script.Run("audit.sh", ["0"], Admin(platform, player.Name));
        Assert.Equal(2, code);
        Assert.Contains("cannot be called with: 0", said, StringComparison.Ordinal);
    }

    // What was begun goes on every five minutes, and at a start. What differs is looked at again a minute later, for which nobody wants to wait here.
    private static async Task<(int Code, string Output)> Run(RunningPlatform platform, string script, string name)
    {
        var running = Script.Run(script, [], Admin(platform, name));
        while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(3))) != running)
        {
            if (platform.Count("results", "SELECT (SELECT count(*) FROM Audit WHERE EndedAt IS NULL) + (SELECT count(*) FROM Recount WHERE NOT Done)") == 0)
                continue; // it builds
            await platform.Results.Kill();
            var suspects = Read(platform, "SELECT max(Suspects) FROM Audit");
            Change(platform, $"UPDATE Audit SET Suspects = '{YearOfLookAt().Replace(suspects, "2000")}'");
            await platform.Results.Start();
        }

        return await running;
    }

    private static (string, string)[] Admin(RunningPlatform platform, string name) =>
        [("GATEWAY_URL", platform.Gateway.Url.ToString()), ("ADMIN_NAME", name), ("ADMIN_PASSWORD", RunningPlatform.Password)];

    private static string Read(RunningPlatform platform, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(platform.Data, "results.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string ?? "";
    }

    private static void Change(RunningPlatform platform, string sql) => Read(platform, sql);

    [GeneratedRegex("""(?<=LookAt\\u0022:\\u0022)[0-9]{4}""")] // JSON within JSON
    private static partial Regex YearOfLookAt();
}
