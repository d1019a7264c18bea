using System.IO.Compression;
using System.IO.Hashing;

namespace QuizPlatform.Quizzes;

/// <summary>
/// Zips that strangers send. Nothing in one is believed: each file is inflated into just the room that it says it needs, the sum of which is bounded, and must
/// then be at its end and have its checksum.
/// </summary>
internal static class SafeZip
{
    public const int MaxPath = 500;

    private const int MaxFiles = 1_000, MaxBytes = 20 * 1024 * 1024, MaxRatio = 100;

    private static ReadOnlySpan<byte> Zip => "PK\u0003\u0004"u8;

    /// <summary>All files by their paths, which are found whatever their case.</summary>
    /// <exception cref="UnreadableFileException">It is no zip, or one that goes too far.</exception>
    public static IReadOnlyDictionary<string, byte[]> Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes.ToArray(), writable: false));
            Require(zip.Entries.Count <= MaxFiles, $"It has more than {MaxFiles} files.");
            // What is in there twice under different names is a way to make much of little.
            Require(zip.Entries.Sum(entry => entry.CompressedLength) <= bytes.Length, "Its files overlap.");

            var files = new Dictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);
            var room = (long)MaxBytes;
            foreach (var entry in zip.Entries)
            {
                var path = entry.FullName.Replace('\\', '/'); // as some programs of Windows write it
                Require(path.Length <= MaxPath, $"The path of its file {Quoted(entry)} has more than {MaxPath} characters.");
                Require(IsSafe(path), $"The path of its file {Quoted(entry)} leads out of it.");
                var file = Inflate(entry, room);
                room -= file.Length;
                Require(files.TryAdd(path, file), $"It has the file {Quoted(entry)} twice.");
            }

            return files;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new UnreadableFileException(null, "It is no zip, or a broken one.");
        }
    }

    private static byte[] Inflate(ZipArchiveEntry entry, long room)
    {
        Require(!entry.IsEncrypted, $"Its file {Quoted(entry)} is encrypted.");
        Require(entry.Length <= room, $"Its files have more than {MaxBytes >> 20} MiB together.");
        Require(entry.Length <= MaxRatio * entry.CompressedLength, $"Its file {Quoted(entry)} is more than {MaxRatio} times as large as it is in the zip.");

        var file = new byte[entry.Length];
        using var content = entry.Open();
        var isWhole = content.ReadAtLeast(file, file.Length, throwOnEndOfStream: false) == file.Length && content.ReadByte() < 0;
        Require(isWhole && Crc32.HashToUInt32(file) == entry.Crc32, $"Its file {Quoted(entry)} is broken.");
        Require(!file.AsSpan().StartsWith(Zip), $"Its file {Quoted(entry)} is a zip itself.");
        return file;
    }

    private static bool IsSafe(string path) =>
        !path.Contains('\0', StringComparison.Ordinal) && path is not (['/', ..] or [_, ':', ..]) && !path.Split('/').Contains("..");

    private static string Quoted(ZipArchiveEntry entry) => $"'{entry.FullName.Cut(100)}'";

    private static void Require(bool isSo, Sentence sentence)
    {
        if (!isSo)
            throw new UnreadableFileException(null, sentence);
    }
}
