using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuizPlatform.Local.Backup;

/// <summary>What a backup holds. Written last: a folder without it is no backup, whatever else is in it.</summary>
/// <param name="Format">Of the backup itself; grows when an older version could not restore it.</param>
/// <param name="Time">The moment of the cut.</param>
/// <param name="Sha256">Of all the rest of it, in hexadecimal; set when it is written.</param>
internal sealed record Manifest(int Format, DateTimeOffset Time, IReadOnlyList<BackedUpFile> Files, string Sha256 = "")
{
    public const string FileName = "manifest.json";
    public const string Unfinished = FileName + ".new";
    public const int CurrentFormat = 1;

    // Strict, so that a slip of the disk in a name is no missing value.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>From now on the folder is a backup.</summary>
    /// <param name="unfinished">The file <see cref="Unfinished"/>, open since the beginning.</param>
    public void Finish(FileStream unfinished, string directory)
    {
        JsonSerializer.Serialize(unfinished, this with { Sha256 = Sum() }, Json);
        unfinished.Flush(flushToDisk: true);
        File.Move(Path.Combine(directory, Unfinished), Path.Combine(directory, FileName));
    }

    /// <exception cref="BackupException">There is none, it is damaged, or it was made by a newer version.</exception>
    public static Manifest Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        try
        {
            var bytes = File.ReadAllBytes(path);
            using (var document = JsonDocument.Parse(bytes))
            {
                if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("format", out var property)
                    && property.TryGetInt32(out var format) && format > CurrentFormat)
                    throw Newer(directory, $"its format is {format}, and this version knows {CurrentFormat}");
            }

            if (JsonSerializer.Deserialize<Manifest>(bytes, Json) is { Format: CurrentFormat, Files: [_, ..] files } manifest
                && manifest.Sha256 == manifest.Sum() && files.All(file => file.CanBe) && files.DistinctBy(file => file.Path).Count() == files.Count)
                return manifest;
            throw new JsonException("It does not say what it should");
        }
        catch (JsonException e)
        {
            throw new BackupException(
                $"The backup in {directory} is damaged: {FileName} cannot be read ({e.Message.TrimEnd('.')}). Take another one; nothing was changed.", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BackupException(
                $"There is no whole backup in {directory}: it has no {FileName}, which is written last. Take another one; nothing was changed.", e);
        }
    }

    public static BackupException Newer(string directory, string why) =>
        new($"The backup in {directory} was made by a newer version of QuizPlatform ({why}): restore it with that version. Nothing was changed.");

    private string Sum() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this with { Sha256 = "" }, Json)));
}

/// <param name="Path">Relative, with slashes.</param>
/// <param name="Sha256">In hexadecimal.</param>
/// <param name="Version">A database's own: SQLite's user_version.</param>
/// <param name="Migrations">Those applied to a store; none in a file of the bus.</param>
internal sealed record BackedUpFile(string Path, long Size, string Sha256, long Version, IReadOnlyList<string> Migrations)
{
    [JsonIgnore]
    public bool CanBe => DataFiles.IsDatabase(Path) || (DataFiles.IsOurs(Path) && Version == 0 && Migrations.Count == 0);
}
