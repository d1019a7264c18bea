using System.Buffers.Binary;

namespace QuizPlatform.Local.Tests;

/// <summary>What stands in the <c>-wal</c> beside a SQLite file.</summary>
internal static class WriteAheadLog
{
    private const int Header = 32, FrameHeader = 24;

    /// <summary>How many transactions were committed to it since it was last begun anew; each made the disk flush it once.</summary>
    public static int Commits(string database)
    {
        using var file = new FileStream(database + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var log = new byte[file.Length];
        file.ReadExactly(log);
        var frame = FrameHeader + Number(8);
        var salt = log.AsSpan(16, 8);
        var commits = 0;
        for (var at = Header; at + frame <= log.Length && salt.SequenceEqual(log.AsSpan(at + 8, 8)); at += frame)
            commits += Number(at + 4) == 0 ? 0 : 1; // the database's size, which the last frame of each transaction tells
        return commits;

        int Number(int at) => BinaryPrimitives.ReadInt32BigEndian(log.AsSpan(at));
    }
}
