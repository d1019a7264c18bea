using System.Runtime.Versioning;

namespace QuizPlatform.System.Tests;

/// <summary>What the platform keeps belongs to its owner alone, whatever the umask and whoever made it first.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RightsTests : IDisposable
{
    private const UnixFileMode Others = (UnixFileMode)0b000_111_111;
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    private readonly string _parent = Directory.CreateTempSubdirectory("quizplatform-rights-").FullName;

    private string Data => Path.Combine(_parent, "data");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public async Task Whatever_the_umask_nothing_kept_is_open_to_others()
    {
        await RunAll();

        Assert.Contains(Path.Combine(Data, "bus", "users.db-wal"), Kept());
        Assert.Contains(Path.Combine(Data, "bus", "owners"), Kept());
        Assert.Empty(OpenToOthers());
    }

    [Fact]
    public async Task What_an_older_version_left_open_is_closed()
    {
        await RunAll();
        Directory.CreateDirectory(Path.Combine(Data, "run"));
        foreach (var file in new[] { "run/user-service.log", "restored" }) // by the scripts
            await File.WriteAllTextAsync(Path.Combine(Data, file), "");
        foreach (var path in Kept())
            File.SetUnixFileMode(path, Everybody);
        var parent = File.GetUnixFileMode(_parent);

        using (var service = Service("Users"))
        {
            await service.Start();
            Assert.Empty(OpenToOthers());
        }

        Assert.Equal(parent, File.GetUnixFileMode(_parent));
    }

    [Fact]
    public async Task What_is_somebody_elses_in_the_same_directory_is_left_as_it_is()
    {
        await RunAll();
        var (theirs, folder) = (Path.Combine(Data, "letter.txt"), Path.Combine(Data, "keys"));
        await File.WriteAllTextAsync(theirs, "");
        foreach (var path in Kept())
            File.SetUnixFileMode(path, Everybody);

        using var service = Service("Users");
        await service.Start();

        Assert.All([Data, folder, theirs], path => Assert.Equal(Everybody, File.GetUnixFileMode(path)));
        string[] own = ["users.db", "users.db-wal", "users.db-shm", "users.db-turn", "bus/users.db", "bus/users.db-wal", "bus/users.db-shm"];
        Assert.All(own, file => Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(Path.Combine(Data, file)) & Others));
    }

    private async Task RunAll()
    {
        string[] apps = ["Users", "Quizzes", "Results"];
        var services = apps.Select(Service).ToList();
        try
        {
            await Task.WhenAll(services.Select(service => service.Start()));
            Assert.Empty(OpenToOthers());
            await Task.WhenAll(services.Select(service => service.Kill())); // what is only there while they run stays
        }
        finally
        {
            services.ForEach(service => service.Dispose());
        }
    }

    private ServiceProcess Service(string app) => new(app, () => new Dictionary<string, string> { ["Local__DataDirectory"] = Data })
    {
        Through = ["sh", "-c", "umask 000; exec \"$@\"", "sh"],
    };

    private IEnumerable<string> OpenToOthers() => Kept().Where(path => (File.GetUnixFileMode(path) & Others) != 0);

    private List<string> Kept() => [Data, .. Directory.EnumerateFileSystemEntries(Data, "*", SearchOption.AllDirectories)];
}
