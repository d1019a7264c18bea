using System.ComponentModel;
using System.Diagnostics;
using System.Net;

namespace QuizPlatform.System.Tests;

public sealed class FullDiskTests
{
    [OwnDiskFact]
    public async Task On_a_full_disk_reading_goes_on_writing_is_503_and_health_says_so_until_there_is_room()
    {
        await using var platform = new RunningPlatform();
        platform.Users.Through = OwnDisk.Command(platform.Data, "8m");
        await platform.Users.Start();
        var person = await platform.Register();

        // The service's own view of the disk, which nobody else has.
        var filler = $"/proc/{platform.Users.ProcessId}/root{platform.Data}/filler";
        Fill(filler);
        await Eventually.Holds(async () => (await TryToRegister(platform)).Status != HttpStatusCode.Created, () => "the disk does not become full");

        var refused = await TryToRegister(platform);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, (await platform.Get(platform.Users, "api/users/profile", person.Token)).Status);
        var sick = await platform.Get(platform.Users, "health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, sick.Status);
        Assert.StartsWith("cannot write: ", sick.Json["failing"]!["store"]!.GetValue<string>(), StringComparison.Ordinal);

        File.Delete(filler);
        await platform.Users.BecomesHealthy();
        await platform.Register();
    }

    private static Task<HttpAnswer> TryToRegister(RunningPlatform platform) => platform.RegisterAs($"p{Guid.NewGuid():N}"[..20]);

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
                file.Write(page);
        }
        catch (IOException)
        {
            // Full.
        }
    }
}

/// <summary>Skipped where a process may not have a file system of its own.</summary>
internal sealed class OwnDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> IsAllowed = new(() =>
    {
        try
        {
            var command = OwnDisk.Command(Path.GetTempPath(), "1m");
            using var process = Process.Start(new ProcessStartInfo(command[0], [.. command[1..], "true"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return false;
        }
    });

    public OwnDiskFactAttribute() => Skip = IsAllowed.Value ? null : "unshare may not mount here.";
}

internal static class OwnDisk
{
    /// <summary>Runs what follows with a disk of that size, in memory, at that path; nobody else sees it, and it ends with the process.</summary>
    public static string[] Command(string path, string size) =>
        ["unshare", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs -o size=\"$1\" tmpfs \"$2\" && shift 2 && exec \"$@\"", "sh", size, path];
}
