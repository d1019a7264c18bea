using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace QuizPlatform.Local.Backup;

/// <summary>Copies what a platform keeps, running or not, into an empty folder.</summary>
internal static class MakeBackup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="BackupException">It could not be made, and nothing of it is left.</exception>
    public static (Manifest Manifest, TimeSpan Held) Run(string data, string target, TimeProvider clock)
    {
        using var unfinished = Claim(data, target);
        try
        {
            using var cut = Cut.Take(data, clock, Patience);
            List<BackedUpFile> files = [.. cut.Files.Select(file => Copy(cut, file, Prepare(target, file))), .. CopySmall(data, target)];
            var manifest = new Manifest(Manifest.CurrentFormat, cut.Time, files);
            manifest.Finish(unfinished, target);
            return (manifest, cut.Held);
        }
        catch (Exception e)
        {
            Empty(target);
            throw e switch
            {
                BackupException => e,
                SqliteException => new BackupException(
                    $"The backup could not be made ({e.Message.TrimEnd('.')}): check that {data} can be read, and that {target} can be written and has room.",
                    e),
                IOException or UnauthorizedAccessException => new BackupException($"The backup could not be made ({e.Message.TrimEnd('.')}).", e),
                _ => e,
            };
        }
    }

    // What will be the manifest is there from the beginning: nobody else finds the folder empty then.
    private static FileStream Claim(string data, string target)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw NotEmpty(target);
        if ((target + '/').StartsWith(data + '/', StringComparison.Ordinal))
            throw new BackupException($"{target} is inside the data directory and would be lost with it: choose a folder elsewhere.");
        var path = Path.Combine(target, Manifest.Unfinished);
        try
        {
            OwnerOnly.TakeDirectory(target);
            var unfinished = OwnerOnly.Open(path, FileMode.CreateNew);
            if (Directory.EnumerateFileSystemEntries(target).Count() == 1)
                return unfinished;
            unfinished.Dispose();
            File.Delete(path);
            throw NotEmpty(target); // another backup came and went since it was looked at
        }
        catch (IOException) when (File.Exists(path))
        {
            throw NotEmpty(target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BackupException($"{target} cannot be written ({e.Message.TrimEnd('.')}): choose another folder.", e);
        }
    }

    private static BackupException NotEmpty(string target) => new($"{target} is not empty: choose a new folder, so that no backup is ever overwritten.");

    private static BackedUpFile Copy(Cut cut, string file, string path)
    {
        using (var copy = DatabaseFile.Create(path))
            cut.Copy(file, copy);
        if (DatabaseFile.Fault(path) is { } fault)
            throw new BackupException($"{file} is damaged ({fault.TrimEnd('.')}): a backup of it would be worth nothing. Restore an earlier one.");
        var (version, migrations) = DatabaseFile.Schema(path);
        using var written = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
        return new(file, written.Length, Convert.ToHexStringLower(SHA256.HashData(written)), version, migrations);
    }

    private static IEnumerable<BackedUpFile> CopySmall(string data, string target)
    {
        foreach (var file in DataFiles.Small(data))
        {
            byte[] content;
            try
            {
                content = File.ReadAllBytes(Path.Combine(data, file));
            }
            catch (FileNotFoundException)
            {
                continue; // a key that has served its time
            }

            OwnerOnly.Replace(Prepare(target, file), content);
            yield return new(file, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), 0, []);
        }
    }

    private static string Prepare(string target, string file)
    {
        var path = Path.Combine(target, file);
        OwnerOnly.MakeDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    // It was empty before.
    private static void Empty(string target)
    {
        try
        {
            foreach (var entry in new DirectoryInfo(target).EnumerateFileSystemInfos())
            {
                if (entry is DirectoryInfo folder)
                    folder.Delete(recursive: true);
                else
                    entry.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without its manifest it is no backup, whatever is left.
        }
    }
}
