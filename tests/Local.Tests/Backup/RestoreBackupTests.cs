using System.Text;
using QuizPlatform.Local.Backup;

namespace QuizPlatform.Local.Tests.Backup;

public sealed class RestoreBackupTests : DataFixture
{
    [Fact]
    public async Task Everything_is_as_it_was_and_what_was_there_is_kept_aside()
    {
        await Fill("then");
        Make();
        Sql("users.db", "UPDATE thing SET content = 'later'");
        Sql("results.db", "UPDATE thing SET content = 'later'");
        await using (var bus = OpenBus())
        {
            var leaderboard = bus.Subscription("results", "leaderboard");
            await leaderboard.Complete(await leaderboard.Receive(10, default));
        }

        var (time, before) = Restore();

        Assert.Equal(Clock.GetUtcNow(), time);
        Assert.Equal(("then", "then"), (Content("users.db"), Content("results.db")));
        Assert.True(File.Exists(Path.Combine(Data, "timers", "users.json")));
        await using (var bus = OpenBus())
            Assert.Equal("then", Assert.Single(await bus.Subscription("results", "leaderboard").Receive(10, default)).Message.Body);
        Assert.Contains(".before-20261125T120000Z", before, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(before!, "run", "user-service.log")));
        Directory.Delete(Data, recursive: true);
        Directory.Move(before!, Data);
        Assert.Equal("later", Content("users.db"));
    }

    [Fact]
    public async Task No_key_comes_back_that_has_signed_tokens_since()
    {
        await Fill("then");
        Sql("results.db", """CREATE TABLE "RememberedKeys" (Jwks TEXT); INSERT INTO "RememberedKeys" VALUES ('of Users')""");
        Make();

        Restore();

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Data, "keys")));
        using var results = Open("results.db");
        Assert.Equal("0", Scalar(results, """SELECT count(*) || '' FROM "RememberedKeys" """));
        Assert.Equal("then", Content("results.db"));
        Assert.False(File.Exists(Path.Combine(Data, "results.db-journal")));
    }

    [Fact]
    public async Task A_message_that_somebody_was_handling_is_delivered_again_at_once()
    {
        await Fill("x");
        await using (var bus = OpenBus())
        {
            await bus.Subscription("results", "leaderboard").Receive(10, default);
            Make();
        }

        Restore();

        await using var after = OpenBus();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.Equal(2, Assert.Single(await after.Subscription("results", "leaderboard").Receive(10, patience.Token)).DeliveryCount);
    }

    [Fact]
    public async Task The_log_of_the_old_files_is_not_taken_for_one_of_the_new()
    {
        await Fill("then");
        Make();
        using var killed = Open("results.db"); // its -wal and -shm stay
        Sql(killed, "PRAGMA wal_autocheckpoint = 0; UPDATE thing SET content = 'later'");

        Restore();

        Assert.Equal("then", Content("results.db"));
    }

    [Fact]
    public async Task It_belongs_to_its_owner_alone_even_if_the_backup_was_opened_to_others()
    {
        if (OperatingSystem.IsWindows())
            return;
        await Fill("x");
        Make();
        foreach (var file in Directory.EnumerateFiles(Target, "*", SearchOption.AllDirectories))
            File.SetUnixFileMode(file, (UnixFileMode)0b110_110_110);

        Restore();

        Assert.All(Directory.EnumerateFileSystemEntries(Data, "*", SearchOption.AllDirectories).Append(Data), path => Assert.Equal(0, RightsOfOthers(path)));
    }

    [Fact]
    public async Task A_data_directory_that_is_a_link_stays_one()
    {
        if (OperatingSystem.IsWindows())
            return;
        await Fill("then");
        Make();
        Directory.Move(Data, Data + "-elsewhere");
        Directory.CreateSymbolicLink(Data, Data + "-elsewhere");
        Sql("users.db", "UPDATE thing SET content = 'later'");

        var (_, before) = Restore();

        Assert.NotNull(new DirectoryInfo(Data).LinkTarget);
        Assert.Equal("then", Content("users.db"));
        Assert.StartsWith(Data + "-elsewhere.before", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_service_runs_nothing_is_restored()
    {
        await Fill("x");
        Make();
        await using var running = OpenBus();

        AssertRefused(() => Restore(), Data, "stop it first");
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("users.db")]
    [InlineData("bus/results.db")]
    [InlineData("keys/20261122T100000000Z.pem")]
    public async Task A_file_that_is_missing_or_cut_short_or_changed_is_refused(string file)
    {
        await Fill("x");
        Make();
        var path = Path.Combine(Target, file);
        var content = await File.ReadAllBytesAsync(path);

        File.Delete(path);
        AssertRefused(() => Restore(), Target, "ackup");
        await File.WriteAllBytesAsync(path, content[..^1]);
        AssertRefused(() => Restore(), Target, "damaged");
        await File.WriteAllBytesAsync(path, []);
        AssertRefused(() => Restore(), Target, "damaged");
        content[content.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, content);
        AssertRefused(() => Restore(), Target);
        content[content.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, content);
        Restore();
    }

    [Fact]
    public async Task Whatever_bit_of_the_manifest_is_flipped_it_is_refused()
    {
        await Fill("x");
        Make();
        var path = Path.Combine(Target, Manifest.FileName);
        var content = await File.ReadAllBytesAsync(path);

        for (var bit = 0; bit < content.Length * 8; bit++)
        {
            content[bit / 8] ^= (byte)(1 << (bit % 8));
            await File.WriteAllBytesAsync(path, content);
            Assert.True(Record.Exception(() => Manifest.Read(Target)) is BackupException, $"bit {bit % 8} of byte {bit / 8}");
            content[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public async Task A_file_whose_hash_is_right_and_whose_inside_is_not_is_refused()
    {
        await Fill("x");
        Make();
        var manifest = Manifest.Read(Target);
        var garbage = Encoding.UTF8.GetBytes(new string('?', 8192));
        await File.WriteAllBytesAsync(Path.Combine(Target, "users.db"), garbage);
        var sum = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(garbage));
        Rewrite(manifest with { Files = [.. manifest.Files.Select(file => file.Path == "users.db" ? file with { Size = 8192, Sha256 = sum } : file)] });

        AssertRefused(() => Restore(), Target, "damaged", "users.db");
    }

    [Fact]
    public async Task A_folder_without_a_manifest_is_no_backup()
    {
        await Fill("x");
        Make();
        File.Move(Path.Combine(Target, Manifest.FileName), Path.Combine(Target, Manifest.Unfinished)); // killed before the end

        AssertRefused(() => Restore(), Target, "no whole backup");
        AssertRefused(() => Make(), "not empty");
    }

    [Fact]
    public async Task A_backup_of_a_newer_version_is_refused()
    {
        await Fill("x");
        Make();
        var manifest = Manifest.Read(Target);

        Rewrite(manifest with { Format = 2 });
        AssertRefused(() => Restore(), "newer version", "format is 2");
        Rewrite(manifest with { Files = [.. manifest.Files.Select(file => file.Path == "bus/results.db" ? file with { Version = 99 } : file)] });
        AssertRefused(() => Restore(), "newer version", "bus/results.db");
        string[] newer = [Migration, "20301122170908_Later"];
        Rewrite(manifest with { Files = [.. manifest.Files.Select(file => file.Path == "users.db" ? file with { Migrations = newer } : file)] });
        AssertRefused(() => Restore(), "newer version", "20301122170908_Later");
        Rewrite(manifest with { Files = [.. manifest.Files.Select(file => file.Path == "users.db" ? file with { Path = "news.db" } : file)] });
        AssertRefused(() => Restore(), "newer version", "news.db");
    }

    [Theory]
    [InlineData("../users.db")]
    [InlineData("/etc/users.db")]
    [InlineData("keys/../../x.json")]
    [InlineData("run/user-service.pid")]
    public async Task A_manifest_that_names_a_file_elsewhere_is_refused(string elsewhere)
    {
        await Fill("x");
        Make();
        var manifest = Manifest.Read(Target);
        Rewrite(manifest with { Files = [.. manifest.Files, manifest.Files[0] with { Path = elsewhere }] });

        AssertRefused(() => Restore(), "damaged");
    }

    private void Rewrite(Manifest manifest)
    {
        File.Delete(Path.Combine(Target, Manifest.FileName));
        using var file = File.Create(Path.Combine(Target, Manifest.Unfinished));
        manifest.Finish(file, Target);
    }
}
