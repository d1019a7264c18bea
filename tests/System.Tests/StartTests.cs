using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace QuizPlatform.System.Tests;

/// <summary>What cannot work stops the app at start, with exit code 1 and one sentence that says what it is and what to do.</summary>
public sealed class StartTests : IDisposable
{
    private const string Garbage = "This is no database, no key and no JSON.";
    private readonly string _data = Directory.CreateTempSubdirectory("quizplatform-start-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData("Users", "users.db")]
    [InlineData("Quizzes", "quizzes.db")]
    [InlineData("Results", "results.db")]
    [InlineData("Users", "bus/users.db")]
    [InlineData("Results", "bus/results.db")]
    [InlineData("Quizzes", "keys/quizzes.json")]
    [InlineData("Results", "keys/quizzes.json")]
    [InlineData("Users", "keys/20261122T100000000Z.pem")]
    public async Task A_damaged_file_is_named(string app, string file)
    {
        var path = Path.Combine(_data, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat(Garbage, 1000)));

        await AssertSentence(new ServiceProcess(app, () => Settings()), path, "damaged");
    }

    [Theory]
    [InlineData("users.db")]
    [InlineData("bus/users.db")]
    public async Task A_database_damaged_in_its_middle_is_named(string file)
    {
        using (var first = new ServiceProcess("Users", () => Settings()))
        {
            await first.Start();
            await first.Terminate();
        }

        var path = Path.Combine(_data, file);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes.AsSpan(bytes.Length / 3, bytes.Length / 3).Fill((byte)'x');
        await File.WriteAllBytesAsync(path, bytes);

        await AssertSentence(new ServiceProcess("Users", () => Settings()), path, "damaged");
    }

    [Theory]
    [InlineData("Quizzes", "Services__Users", "nonsense")]
    [InlineData("Results", "Services__Quizzes", "ftp://localhost")]
    [InlineData("Quizzes", "Quizzes__AuthorsOnly", "perhaps")]
    [InlineData("Users", "Passwords__Iterations", "many")]
    [InlineData("Users", "Passwords__Iterations", "1")]
    [InlineData("Users", "RateLimits__Enabled", "sometimes")]
    [InlineData("Users", "RateLimits__login__Permits", "0")]
    [InlineData("Results", "Results__BoardShards", "0")]
    [InlineData("Results", "Tokens__Issuer", "")]
    public async Task A_setting_that_cannot_be_read_is_named(string app, string setting, string value) =>
        await AssertSentence(new ServiceProcess(app, () => Settings((setting, value))), setting.Replace("__", ":", StringComparison.Ordinal));

    [Theory]
    [InlineData("Quizzes", "Quizzes__LeaderboardCounts", "'unaided', 'first' or 'best'")]
    [InlineData("Results", "Results__RankedQuizzes", "'all' or 'featured'")]
    public async Task A_setting_that_is_another_word_is_named_with_the_words_it_may_be(string app, string setting, string words) =>
        await AssertSentence(new ServiceProcess(app, () => Settings((setting, "worst"))), setting.Replace("__", ":", StringComparison.Ordinal), words);

    [Fact]
    public async Task A_data_directory_that_is_a_file_is_named()
    {
        var file = Path.Combine(_data, "a-file");
        await File.WriteAllTextAsync(file, Garbage);

        await AssertSentence(new ServiceProcess("Users", () => Settings(("Local__DataDirectory", file))), file);
    }

    [Theory]
    [InlineData("host.json", Garbage)]
    [InlineData("host.json", """{ "functionTimeout": "soon" }""")]
    [InlineData("local.settings.json", "{ \"Values\": ")]
    [InlineData("servicebus.json", Garbage)]
    [InlineData("servicebus.json", "{}")]
    public async Task A_file_of_settings_that_cannot_be_read_is_named(string file, string content)
    {
        var built = new ServiceProcess("Quizzes", () => Settings()).Directory;
        var copy = Path.Combine(_data, "app");
        foreach (var path in Directory.GetFiles(built, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(built, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Path.GetFileName(path).StartsWith("QuizPlatform.", StringComparison.Ordinal))
                File.Copy(path, target); // the folder that this is really in is the app's
            else
                File.CreateSymbolicLink(target, path);
        }

        File.Delete(Path.Combine(copy, file));
        await File.WriteAllTextAsync(Path.Combine(copy, file), content);

        await AssertSentence(new ServiceProcess("Quizzes", () => Settings()) { Directory = copy }, file);
    }

    [Fact]
    public async Task Without_ICU_no_name_is_taken()
    {
        const string Switch = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

        await AssertSentence(new ServiceProcess("Users", () => Settings((Switch, "1"))), Switch);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var first = new ServiceProcess("Quizzes", () => Settings());
        await first.Start();

        await AssertSentence(new ServiceProcess("Users", () => Settings()) { Port = first.Port }, first.Port.ToString(CultureInfo.InvariantCulture), "--port");
    }

    [Theory]
    [InlineData("users.db")]
    [InlineData("bus/users.db")]
    public async Task A_start_that_waits_for_a_locked_file_says_so_and_goes_on_after_it(string file)
    {
        var path = Path.Combine(_data, file);
        using var service = new ServiceProcess("Users", () => Settings());
        await service.Start();
        await service.Terminate();
        await using var other = new SqliteConnection($"Data Source={path};Pooling=False");
        await other.OpenAsync();
        await using var held = other.BeginTransaction();

        service.Launch();
        await Waits(service, path);
        await held.RollbackAsync();

        await service.BecomesHealthy();
    }

    [Theory]
    [InlineData("Quizzes", "keys/quizzes.json")]
    [InlineData("Users", "keys/20261122T100000000Z.pem")]
    [InlineData("Users", "timers/users.json")]
    public async Task A_start_that_waits_for_a_file_that_does_not_come_says_so(string app, string file)
    {
        var path = Path.Combine(_data, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await Process.Start("mkfifo", [path]).WaitForExitAsync(); // nobody writes into it: as on a disk that hangs
        using var service = new ServiceProcess(app, () => Settings());

        service.Launch();

        await Waits(service, file.EndsWith(".pem", StringComparison.Ordinal) ? Path.GetDirectoryName(path)! : path);
    }

    [Fact]
    public async Task A_start_that_waits_can_be_stopped()
    {
        await using var other = new SqliteConnection($"Data Source={Path.Combine(_data, "users.db")};Pooling=False");
        await other.OpenAsync();
        await using var held = other.BeginTransaction();
        using var service = new ServiceProcess("Users", () => Settings());
        service.Launch();
        await Waits(service, "users.db");

        Assert.Equal(1, await service.Terminate());
        Assert.Equal("Stopped before it had started.", service.Errors.Trim());
        Assert.DoesNotContain("Exception", service.Output);
    }

    private static Task Waits(ServiceProcess service, string what) => Eventually.Holds(
        () => Task.FromResult(service.Output.Split('\n').Any(line =>
            line.Contains("Waiting for", StringComparison.Ordinal) && line.Contains(what, StringComparison.Ordinal))),
        () => $"it does not say that it waits for {what}:\n{service.Output}");

    private static async Task AssertSentence(ServiceProcess service, params string[] words)
    {
        using (service)
        {
            service.Launch();
            var code = await service.ExitCode();

            var sentence = Assert.Single(service.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            Assert.All(words, word => Assert.Contains(word, sentence));
            Assert.EndsWith(".", sentence);
            Assert.DoesNotContain("Exception", sentence);
            Assert.DoesNotContain("   at ", service.Output);
            Assert.Equal(1, code);
        }
    }

    private Dictionary<string, string> Settings(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string> { ["Local__DataDirectory"] = _data };
        foreach (var (name, value) in more)
            settings[name] = value;
        return settings;
    }
}
