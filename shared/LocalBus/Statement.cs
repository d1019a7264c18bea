using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace QuizPlatform.LocalBus;

/// <summary>
/// A statement prepared once and run thousands of times a second. It talks to SQLite's own functions: SqliteCommand's boxed parameters and
/// readers cost more than the statements themselves here, and its wait for another process's lock sleeps 150 ms at a time.
/// </summary>
public sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly TimeSpan _busyLimit;

    /// <param name="busyLimit">How long it waits for another process's lock beside what the connection does; half a minute, if null.</param>
    public Statement(sqlite3 database, string sql, TimeSpan? busyLimit = null)
    {
        (_database, _busyLimit) = (database, busyLimit ?? TimeSpan.FromSeconds(30));
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Runs the statement to its end; the number of rows it changed.</summary>
    public int Execute(params ReadOnlySpan<SqlValue> values)
    {
        Query(values);
        while (Read()) { }
        return raw.sqlite3_changes(_database);
    }

    public void Reset() => raw.sqlite3_reset(_statement);

    /// <summary>The first column of the first row.</summary>
    public long? Number(params ReadOnlySpan<SqlValue> values)
    {
        Query(values);
        long? number = Read() ? Int64(0) : null;
        raw.sqlite3_reset(_statement);
        return number;
    }

    /// <summary>To be followed by <see cref="Read"/> until it says false, or <see cref="Reset"/>: that ends the statement's hold on the file.</summary>
    public void Query(params ReadOnlySpan<SqlValue> values)
    {
        raw.sqlite3_reset(_statement);
        for (var i = 0; i < values.Length; i++)
            Check(values[i].Bind(_statement, i + 1));
    }

    public bool Read()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_BUSY && _busyLimit > TimeSpan.Zero) code = StepWhenFree();
        if (code == raw.SQLITE_ROW) return true;
        var reset = raw.sqlite3_reset(_statement);
        Check(code == raw.SQLITE_DONE ? raw.SQLITE_OK : reset);
        return false;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public double Double(int column) => raw.sqlite3_column_double(_statement, column);

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public string? Text(int column) => IsNull(column) ? null : raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <summary>The columns of a message, of which <see cref="Message"/> makes one.</summary>
    public const string MessageColumns = "m.message_id, m.subject, m.body, m.properties ->> '$.\"Diagnostic-Id\"'";

    /// <summary>The message whose <see cref="MessageColumns"/> are those from the given one on.</summary>
    public BusMessage Message(int column) => new(Text(column)!, Text(column + 2)!) { Subject = Text(column + 1), TraceParent = Text(column + 3) };

    public void Dispose() => _statement.Dispose();

    // Another process is writing: its transactions last milliseconds, so a look each millisecond loses little.
    private int StepWhenFree()
    {
        var since = Environment.TickCount64;
        int code;
        do
        {
            raw.sqlite3_reset(_statement);
            Thread.Sleep(1);
            code = raw.sqlite3_step(_statement);
        }
        while (code == raw.SQLITE_BUSY && Environment.TickCount64 - since < _busyLimit.TotalMilliseconds);
        return code;
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}

/// <summary>A parameter's value, without boxing.</summary>
public readonly struct SqlValue
{
    private readonly object? _textOrBytes;
    private readonly long _number;
    private readonly double _real;
    private readonly Kind _kind;

    private SqlValue(Kind kind, object? textOrBytes = null, long number = 0, double real = 0) =>
        (_kind, _textOrBytes, _number, _real) = (kind, textOrBytes, number, real);

    private enum Kind
    {
        Null,
        Text,
        Bytes,
        Number,
        Real,
    }

    public static implicit operator SqlValue(long number) => new(Kind.Number, number: number);
    public static implicit operator SqlValue(double real) => new(Kind.Real, real: real);
    public static implicit operator SqlValue(string? text) => new(text is null ? Kind.Null : Kind.Text, text);
    public static implicit operator SqlValue(byte[]? bytes) => new(bytes is null ? Kind.Null : Kind.Bytes, bytes);

    internal int Bind(sqlite3_stmt statement, int index) => _kind switch
    {
        Kind.Text => raw.sqlite3_bind_text(statement, index, (string)_textOrBytes!),
        Kind.Bytes => raw.sqlite3_bind_blob(statement, index, (byte[])_textOrBytes!),
        Kind.Number => raw.sqlite3_bind_int64(statement, index, _number),
        Kind.Real => raw.sqlite3_bind_double(statement, index, _real),
        _ => raw.sqlite3_bind_null(statement, index),
    };
}
