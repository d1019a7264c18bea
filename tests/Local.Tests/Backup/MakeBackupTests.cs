using QuizPlatform.Local.Backup;

namespace QuizPlatform.Local.Tests.Backup;

public sealed class MakeBackupTests : DataFixture
{
    [Fact]
    public async Task A_running_platform_is_copied_with_what_is_not_yet_in_the_main_files()
    {
        await Fill("x");
        using var running = Open("results.db");
        Sql(running, "PRAGMA wal_autocheckpoint = 0; INSERT INTO thing VALUES ('only in the log')");

        var (manifest, _) = Make();

        Assert.Equal(
            ["bus/results.db", "keys/20261122T100000000Z.pem", "manifest.json", "results.db", "timers/users.json", "users.db"],
            Directory.EnumerateFiles(Target, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Target, file)).Order(StringComparer.Ordinal));
        Assert.Equal(Clock.GetUtcNow(), manifest.Time);
        Assert.Equal(Migration, Assert.Single(manifest.Files.Single(file => file.Path == "results.db").Migrations));
        Assert.Equal("x,only in the log", Content("results.db", Target));
    }

    [Fact]
    public async Task A_stopped_platform_that_was_killed_is_copied_with_its_log()
    {
        await Fill("x");
        var running = Open("results.db");
        Sql(running, "PRAGMA wal_autocheckpoint = 0; INSERT INTO thing VALUES ('only in the log')");
        foreach (var file in Directory.GetFiles(Data, "results.db*")) // as a kill leaves them: closing would tidy up
            File.Copy(file, Path.Combine(Path.GetDirectoryName(Data)!, Path.GetFileName(file)));
        await running.DisposeAsync();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Data)!, "results.db*"))
            File.Move(file, Path.Combine(Data, Path.GetFileName(file)), overwrite: true);

        Make();

        Assert.Equal("x,only in the log", Content("results.db", Target));
    }

    [Fact]
    public async Task It_belongs_to_its_owner_alone()
    {
        await Fill("x");

        Make();

        Assert.All(
            Directory.EnumerateFileSystemEntries(Target, "*", SearchOption.AllDirectories).Append(Target), path => Assert.Equal(0, RightsOfOthers(path)));
    }

    [Fact]
    public async Task A_service_that_never_ran_is_not_missed()
    {
        await Fill("x");
        File.Delete(Path.Combine(Data, "users.db"));
        Directory.Delete(Path.Combine(Data, "timers"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(Data, "quizzes.db"), ""); // and one that was killed as soon as it had made its file

        Make();

        Assert.False(File.Exists(Path.Combine(Target, "users.db")));
        Assert.True(File.Exists(Path.Combine(Target, "quizzes.db")));
        Assert.Equal("x", Content("results.db", Target));
    }

    [Fact]
    public async Task Nothing_is_ever_overwritten()
    {
        await Fill("x");
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, "mine"), "mine");

        AssertRefused(() => Make(), Target, "not empty");
        AssertRefused(() => Make(Path.Combine(Target, "mine")), "not empty");
        AssertRefused(() => Make(Path.Combine(Data, "backup")), "inside the data directory");
    }

    [Fact]
    public async Task An_empty_folder_is_taken_and_closed_to_others()
    {
        await Fill("x");
        Directory.CreateDirectory(Target);

        Make();

        Assert.True(File.Exists(Path.Combine(Target, Manifest.FileName)));
        Assert.Equal(0, RightsOfOthers(Target));
    }

    [Fact]
    public async Task Two_into_one_folder_do_not_mix()
    {
        await Fill("x");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Record.Exception(() => Make()))));

        Assert.Equal(3, outcomes.Count(outcome => outcome is BackupException));
        Assert.Equal(
            ["results.db", "users.db"],
            Manifest.Read(Target).Files.Select(file => file.Path).Where(file => file.EndsWith("s.db", StringComparison.Ordinal) && !file.Contains('/')));
        Assert.Equal("x", Content("results.db", Target));
    }

    [Fact]
    public void Where_there_is_no_platform_it_says_so()
    {
        Directory.CreateDirectory(Data);

        Assert.Contains("no databases", Assert.Throws<BackupException>(() => Make()).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Target));
    }

    [Fact]
    public async Task A_damaged_store_is_not_copied_as_if_it_were_whole()
    {
        await Fill("x");
        Sql("users.db", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) INSERT INTO thing SELECT hex(randomblob(2000)) FROM n");
        await using (var file = File.OpenWrite(Path.Combine(Data, "users.db")))
        {
            file.Position = 5 * 4096;
            await file.WriteAsync(new byte[4096]);
        }

        Assert.Contains("users.db is damaged", Assert.Throws<BackupException>(() => Make()).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Target));
    }

    [Fact]
    public async Task What_cannot_be_written_is_told_and_taken_away()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            return; // nothing is forbidden to root
        await Fill("x");
        Directory.CreateDirectory(Target, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        AssertRefused(() => Make(), Target, "cannot be written");
    }
}
