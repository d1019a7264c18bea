using System.Globalization;
using System.Security.Cryptography;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

/// <summary>One PEM file per key, readable by the owner only, named by the time it was made.</summary>
internal sealed class FileSigningKeys(string directory, TimeProvider clock) : ISigningKeyStore
{
    private const string Ending = ".pem";
    private const string NameFormat = "yyyyMMdd'T'HHmmssfff'Z'";
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;

    public async Task<IReadOnlyList<SigningKey>> Load(CancellationToken cancellation)
    {
        using var wait = LongWait.For($"the signing keys in {directory}");
        try
        {
            MakeDirectory();
            var keys = new List<SigningKey>();
            foreach (var file in Directory.EnumerateFiles(directory, "*" + Ending))
                keys.Add(await Read(file, cancellation));

            if (keys.Count == 0)
            {
                keys.Add(SigningKey.Create(clock.GetUtcNow()));
                await Add(keys[0], cancellation);
            }

            return keys;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The signing keys in {directory} cannot be read or written ({e.Message.TrimEnd('.')}): check that the folder is yours and is not full.", e);
        }
    }

    public async Task<bool> Add(SigningKey key, CancellationToken cancellation)
    {
        // Written beside and moved: a crash leaves no half a key behind. A temporary file's name does not end like a key's.
        var file = FileOf(key);
        var temporary = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        await using (var stream = new FileStream(temporary, options))
        await using (var writer = new StreamWriter(stream))
        {
            await writer.WriteAsync(key.ToPem().AsMemory(), cancellation);
            await writer.FlushAsync(cancellation);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: false);
        return true;
    }

    public Task Remove(SigningKey key, CancellationToken cancellation)
    {
        File.Delete(FileOf(key));
        return Task.CompletedTask;
    }

    private static async Task<SigningKey> Read(string file, CancellationToken cancellation)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        if (!DateTimeOffset.TryParseExact(name, NameFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var createdAt))
            throw new StartupException($"The file {file} is not named like a signing key, by the time it was made: move it out of the folder.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~OwnerFile) != 0)
            File.SetUnixFileMode(file, OwnerFile); // a copy or a restored backup
        try
        {
            return SigningKey.FromPem(await File.ReadAllTextAsync(file, cancellation), createdAt);
        }
        catch (CryptographicException e)
        {
            throw new StartupException(
                $"The signing key {file} is damaged ({e.Message.TrimEnd('.')}): put a backup in its place, or delete it, "
                + "which signs out everybody whose token it signed until their next refresh.", e);
        }
    }

    private void MakeDirectory()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else if (!Directory.Exists(directory))
            Directory.CreateDirectory(directory, OwnerDirectory);
    }

    private string FileOf(SigningKey key) => Path.Combine(directory, key.CreatedAt.UtcDateTime.ToString(NameFormat, CultureInfo.InvariantCulture) + Ending);
}
