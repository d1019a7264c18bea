using System.Globalization;
using System.Security.Cryptography;
using QuizPlatform.LocalBus;
using QuizPlatform.Platform;

namespace QuizPlatform.Local.Backup;

/// <summary>
/// Puts a backup in the place of a data directory. All of it is prepared and checked beside, and then the two change places in one step; what
/// was there is kept. So whatever is wrong, and whenever it is killed, there is the old or the new, whole.
/// </summary>
internal sealed class RestoreBackup(RestoreOrder order, TimeProvider clock)
{
    private readonly string _data = Real(order.Data);

    /// <returns>The moment the data is of, and where what was there before is now, if anything was.</returns>
    /// <exception cref="BackupException">It cannot be restored, and nothing was changed.</exception>
    public (DateTimeOffset Time, string? Before) Run()
    {
        RefuseWhileRunning();
        var manifest = Manifest.Read(order.Backup);
        RefuseNewer(manifest);
        var erasures = ErasuresToRepeat.Of(order, manifest.Time, clock);

        var stamp = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var (prepared, before) = (Unused($"{_data}.restoring-{stamp}"), Unused($"{_data}.before-{stamp}"));
        try
        {
            OwnerOnly.MakeDirectory(prepared);
            foreach (var file in manifest.Files)
                Prepare(file, Path.Combine(prepared, file.Path));
            EndTokens(prepared);
            OwnerOnly.Open(Path.Combine(prepared, FileErasureList.RestoredMark), FileMode.CreateNew).Dispose();
            RefuseWhileRunning();
            var list = InNewPlace(order.ErasureList, prepared);
            OwnerOnly.MakeDirectory(Path.GetDirectoryName(list)!);
            ErasureFile.Write(list, erasures);
        }
        catch (Exception e)
        {
            Remove(prepared);
            if (e is IOException or UnauthorizedAccessException)
                throw new BackupException($"The backup could not be restored ({e.Message.TrimEnd('.')}). Nothing was changed.", e);
            throw;
        }

        return (manifest.Time, PutInPlace(prepared, before));
    }

    private void RefuseWhileRunning()
    {
        if (EmbeddedBus.IsInUse(_data))
            throw new BackupException($"The platform runs on {_data}: stop it first (./scripts/stop-services.sh). Nothing was changed.");
    }

    private void RefuseNewer(Manifest manifest)
    {
        foreach (var file in manifest.Files.Where(file => DataFiles.IsDatabase(file.Path)))
        {
            var known = order.Known.GetValueOrDefault(file.Path);
            if (DataFiles.IsOfTheBus(file.Path) ? file.Version > EmbeddedBus.FileVersion : known is null)
                throw Manifest.Newer(order.Backup, $"this version does not know its {file.Path}");
            if (file.Migrations.FirstOrDefault(migration => known?.Contains(migration) != true) is { } unknown)
                throw Manifest.Newer(order.Backup, $"{file.Path} has the migration {unknown}");
        }
    }

    // What is checked is the copy: it is what will be used, and the backup itself may be on a medium that cannot be written.
    private void Prepare(BackedUpFile file, string target)
    {
        var source = Path.Combine(order.Backup, file.Path);
        if (!File.Exists(source))
            throw Damaged($"{file.Path} is missing");
        OwnerOnly.MakeDirectory(Path.GetDirectoryName(target)!);
        using (var from = File.OpenRead(source))
        using (var to = OwnerOnly.Open(target, FileMode.CreateNew))
        {
            from.CopyTo(to);
            to.Flush(flushToDisk: true);
        }

        using (var copied = File.OpenRead(target))
        {
            if (copied.Length != file.Size || Convert.ToHexStringLower(SHA256.HashData(copied)) != file.Sha256)
                throw Damaged($"{file.Path} is not what was written");
        }

        if (!DataFiles.IsDatabase(file.Path))
            return;
        if (DatabaseFile.Fault(target) is { } fault)
            throw Damaged($"{file.Path}: {fault}");
        var (version, migrations) = DatabaseFile.Schema(target);
        if (version != file.Version || !migrations.SequenceEqual(file.Migrations))
            throw Damaged($"{file.Path} has another schema than its {Manifest.FileName} says");
    }

    // A token given out after the backup was made is of somebody whom the stores may not know: its results would stay for ever. With new keys
    // people go on with their refresh tokens, as far as their sessions are in the backup.
    private static void EndTokens(string prepared)
    {
        foreach (var path in DataFiles.Small(prepared).Where(DataFiles.IsSigningKey))
            File.Delete(Path.Combine(prepared, path));
        foreach (var path in DataFiles.Databases(prepared).Where(path => !DataFiles.IsOfTheBus(path)))
            DatabaseFile.Empty(Path.Combine(prepared, path), nameof(RememberedKeys));
    }

    private string? PutInPlace(string prepared, string before)
    {
        try
        {
            if (!Directory.Exists(_data))
            {
                Directory.Move(prepared, _data);
                return null;
            }

            Exchange.Directories(prepared, _data);
        }
        catch (IOException e)
        {
            throw new BackupException(
                $"The backup is ready in {prepared}, but could not be put in the place of {_data} in one step ({e.Message.TrimEnd('.')}): "
                + "while nothing runs, move the old folder away and the new one there.", e);
        }

        Directory.Move(prepared, before); // until here, what is called prepared is the old one
        return before;
    }

    // A list that is kept in the data directory goes along with it; one elsewhere stays there.
    private string InNewPlace(string list, string prepared) =>
        new[] { order.Data, _data }.FirstOrDefault(data => list.StartsWith(data + '/', StringComparison.Ordinal)) is { } data
            ? Path.Combine(prepared, Path.GetRelativePath(data, list)) : list;

    private BackupException Damaged(string why) => new($"The backup in {order.Backup} is damaged: {why.TrimEnd('.')}. Take another one; nothing was changed.");

    private static void Remove(string prepared)
    {
        if (Directory.Exists(prepared))
            Directory.Delete(prepared, recursive: true);
    }

    // A link stays where it is, and what it leads to is replaced.
    private static string Real(string directory) =>
        (Directory.Exists(directory) ? Directory.ResolveLinkTarget(directory, returnFinalTarget: true)?.FullName : null) ?? directory;

    private static string Unused(string path)
    {
        var name = path;
        for (var i = 2; Path.Exists(name); i++)
            name = $"{path}-{i}";
        return name;
    }
}
