using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace QuizPlatform.Benchmarks;

/// <summary>What SQLite writes, and how long that takes by itself.</summary>
internal static class Flushes
{
    private const int Header = 32, FrameHeader = 24; // of a write-ahead log
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <summary>Watches a store's file and the topic's for some seconds, and prints of each how many transactions were flushed, and how many bytes.</summary>
    public static async Task Watch(string data, int seconds)
    {
        var logs = new[] { "results.db", "bus/results.db" }.Select(file => new Log(Path.Combine(data, file) + "-wal")).ToList();
        logs.ForEach(log => log.Read());
        logs.ForEach(log => log.Forget());
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since).TotalSeconds < seconds; await Task.Delay(Look))
            logs.ForEach(log => log.Read());
        Console.WriteLine(string.Join(' ', logs.Select(log => $"{log.Commits} {log.Bytes}")));
    }

    /// <summary>Prints the seconds that as many transactions with as many bytes take, in two files at once, with nothing around them.</summary>
    public static async Task Repeat(string folder, params (int Commits, long Bytes)[] files)
    {
        Directory.CreateDirectory(folder);
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(files.Select((file, i) => Task.Factory.StartNew(
            () => Write(Path.Combine(folder, $"{i}.db"), file.Commits, file.Bytes), TaskCreationOptions.LongRunning)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(since).TotalSeconds:0.00}"));
    }

    /// <summary>Prints how many messages are still to be handled, and in how many seconds they are.</summary>
    public static async Task Backlog(string data)
    {
        using var bus = new SqliteConnection($"Data Source={Path.Combine(data, "bus/results.db")};Mode=ReadOnly");
        bus.Open();
        using var count = bus.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM delivery";
        var (since, first) = (Stopwatch.GetTimestamp(), (long)count.ExecuteScalar()!);
        for (var left = first; left > 0; left = (long)count.ExecuteScalar()!)
            await Task.Delay(Look);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first} {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0}"));
    }

    private static void Write(string file, int commits, long bytes)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE written (bytes BLOB)";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO written VALUES ($bytes)"; // a transaction by itself
        command.Parameters.AddWithValue("$bytes", new byte[bytes / Math.Max(1, commits)]);
        for (var i = 0; i < commits; i++)
            command.ExecuteNonQuery();
    }

    // A log begins anew, under another salt, once all of it is in the database: what was written to it since the last look is then missed.
    private sealed class Log(string file)
    {
        private readonly byte[] _header = new byte[Header];
        private long _position = Header;
        private ulong _salt;

        public int Commits { get; private set; }
        public long Bytes { get; private set; }

        public void Forget() => (Commits, Bytes) = (0, 0);

        public void Read()
        {
            if (!File.Exists(file))
                return;
            using var log = File.Open(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (log.ReadAtLeast(_header, Header, throwOnEndOfStream: false) < Header)
                return;
            var page = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(8));
            var salt = BinaryPrimitives.ReadUInt64BigEndian(_header.AsSpan(16));
            if (salt != _salt)
                (_salt, _position) = (salt, Header);
            Span<byte> frame = stackalloc byte[FrameHeader];
            for (log.Position = _position; log.ReadAtLeast(frame, FrameHeader, throwOnEndOfStream: false) == FrameHeader; log.Position = _position)
            {
                if (BinaryPrimitives.ReadUInt64BigEndian(frame[8..]) != salt)
                    return; // of before it began anew
                Commits += BinaryPrimitives.ReadUInt32BigEndian(frame[4..]) > 0 ? 1 : 0;
                Bytes += page;
                _position += FrameHeader + page;
            }
        }
    }
}
