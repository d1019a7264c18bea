namespace QuizPlatform.Local.Backup;

/// <summary>Makes and restores backups of a data directory, from a command line: ./scripts/backup.sh and ./scripts/restore.sh.</summary>
public static class BackupCommand
{
    /// <param name="functions">The folder with the apps' sources: their migrations are the schemas this version knows.</param>
    /// <param name="args">
    /// <c>backup DATA DIR</c>, or <c>restore DATA DIR LIST [FILE|none]</c>, where LIST is the platform's own list of erasures and FILE another.
    /// </param>
    /// <returns>The process's exit code: 0, or 1 with a sentence, or 2 for a wrong command line.</returns>
    public static async Task<int> Run(string functions, string[] args, TextWriter output, TextWriter errors)
    {
        try
        {
            var answer = args switch
            {
                ["backup", var data, var target] => Backup(Absolute(data), Absolute(target)),
                ["restore", var data, var backup, var list] => Restore(
                    new(Absolute(backup), Absolute(data), Absolute(list), null, false, Migrations(functions))),
                ["restore", var data, var backup, var list, var other] => Restore(
                    new(Absolute(backup), Absolute(data), Absolute(list), other == "none" ? null : Absolute(other), other == "none", Migrations(functions))),
                _ => null,
            };
            if (answer is not null)
            {
                await output.WriteLineAsync(answer);
                return 0;
            }

            await errors.WriteLineAsync("usage: backup DATA DIR, or restore DATA DIR LIST [FILE|none]");
            return 2;
        }
        catch (BackupException e)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static string Backup(string data, string target)
    {
        var (manifest, held) = MakeBackup.Run(data, target, TimeProvider.System);
        var size = manifest.Files.Sum(file => file.Size) / 1024;
        return $"{manifest.Files.Count} files, {size} KiB, as of {manifest.Time:u}, are in {target}. Nobody could write for {held.TotalMilliseconds:0.0} ms.";
    }

    private static string Restore(RestoreOrder order)
    {
        var (time, before) = new RestoreBackup(order, TimeProvider.System).Run();
        return $"{order.Data} is as of {time:u}." + (before is null ? "" : $" What was there before is in {before}: delete it when you no longer need it.");
    }

    private static string Absolute(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    private static Dictionary<string, IReadOnlySet<string>> Migrations(string functions) =>
        Directory.GetDirectories(functions).Select(app => Path.Combine(app, "Migrations")).Where(Directory.Exists).ToDictionary(
            folder => $"{Path.GetFileName(Path.GetDirectoryName(folder)!).ToLowerInvariant()}.db",
            folder => (IReadOnlySet<string>)Directory.EnumerateFiles(folder, "*_*.cs").Select(file => Path.GetFileName(file).Split('.')[0]).ToHashSet());
}
