using System.Net;
using System.Text.Json.Nodes;

namespace QuizPlatform.System.Tests;

/// <summary>seed.sh: a store that nobody could tell from one that people have filled.</summary>
public sealed class SeedTests
{
    private const int Players = 150, Quizzes = 7;

    [Fact]
    public async Task A_seeded_platform_is_one_that_so_many_have_played_on()
    {
        await using var platform = new RunningPlatform();
        var link = Directory.CreateSymbolicLink(platform.Data + "-link", platform.Data).FullName; // another name for it, to be kept as it is
        var (code, said) = await Seed(link);
        Assert.True(code == 0, said);
        Assert.Empty(new Audit(platform).Differences([]));
        await Task.WhenAll(platform.All.Select(service => service.Start()));

        Assert.Equal(Players, (await Get(platform.Results, "api/leaderboard"))["totalUsers"]!.GetValue<int>());
        var catalogue = await Get(platform.Quizzes, "api/quizzes?category=Addition");
        Assert.Equal(3, catalogue["total"]!.GetValue<int>());
        var player = await SignIn("player150");
        var quiz = catalogue["quizzes"]![0]!["id"]!.GetValue<string>();
        var answers = new { quizId = quiz, answers = new[] { 0, 1, 2 } };
        var submitted = await platform.Send(HttpMethod.Post, platform.Results, "api/results/submit", answers, player);
        Assert.Equal(HttpStatusCode.Created, submitted.Status);
        await Eventually.Holds(
            () => Task.FromResult(new Audit(platform).Differences([]).Count == 0), () => string.Join('\n', new Audit(platform).Differences([])));
        var author = await SignIn("author");
        var analytics = await platform.Send(HttpMethod.Get, platform.Results, $"api/results/quiz/{quiz}", null, author);
        Assert.InRange(analytics.Json["analytics"]!["totalAttempts"]!.GetValue<int>(), 2, Players);

        async Task<JsonNode> Get(ServiceProcess app, string path) => (await platform.Get(app, path)).Json;

        async Task<string> SignIn(string name)
        {
            var password = said.Split('"')[1];
            var answer = await platform.Send(HttpMethod.Post, platform.Users, "api/users/login", new { username = name, password });
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            return answer.Json["token"]!.GetValue<string>();
        }
    }

    [Fact]
    public async Task What_is_there_is_kept()
    {
        await using var platform = new RunningPlatform();
        var mine = Path.Combine(platform.Data, "mine.txt");
        await File.WriteAllTextAsync(mine, "keep me");

        var (code, said) = await Seed(platform.Data);

        Assert.Equal(1, code);
        Assert.Contains("is there already", said, StringComparison.Ordinal);
        Assert.Equal([mine], Directory.GetFileSystemEntries(platform.Data));
    }

    [Fact]
    public async Task Of_two_at_once_into_one_folder_one_is_refused_and_a_folder_of_somebody_else_is_kept()
    {
        await using var platform = new RunningPlatform();
        Assert.Equal([0, 1], (await Task.WhenAll(SeedByProgram(platform), SeedByProgram(platform))).Order());
        Assert.Empty(new Audit(platform).Differences([]));

        await using var other = new RunningPlatform();
        var theirs = Path.Combine(Directory.CreateDirectory(other.Data + ".seeding").FullName, "theirs.txt");
        await File.WriteAllTextAsync(theirs, "keep me");
        var (code, said) = await Seed(other.Data);

        Assert.Equal(1, code);
        Assert.Contains("holds more than this makes", said, StringComparison.Ordinal);
        Assert.True(File.Exists(theirs));
    }

    // Two builds at once of one folder are another matter.
    private static Task<int> SeedByProgram(RunningPlatform platform) => platform.Seed(Players, Quizzes);

    private static Task<(int Code, string Output)> Seed(string folder) =>
        Script.Run("seed.sh", ["--players", $"{Players}", "--quizzes", $"{Quizzes}", "--data", folder]);
}
