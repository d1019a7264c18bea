using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace QuizPlatform.LocalBus;

/// <summary>
/// A topic's SQLite file. A message is stored once; each subscription has a row per message it still has to handle, whose locked_until
/// is 0 while anybody may take it, and the end of its lock or its pause otherwise. So "the next to deliver" is the head of the index, whatever the backlog.
/// </summary>
internal sealed class TopicFile : IDisposable
{
    public const int Version = 2;

    // AUTOINCREMENT: a sequence number never comes back, even after the newest message has been handled and deleted. Nothing has a
    // correlation_id: the column is there for older versions, which write it. The properties are a JSON object of Service Bus's names.
    private const string Schema = """
        CREATE TABLE message (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL, subject TEXT, correlation_id TEXT,
            properties TEXT, body TEXT NOT NULL, enqueued INTEGER NOT NULL);
        CREATE TABLE subscription (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE delivery (
            sequence INTEGER NOT NULL, subscription INTEGER NOT NULL, locked_until INTEGER NOT NULL DEFAULT 0, lock_token TEXT,
            delivery_count INTEGER NOT NULL DEFAULT 0, last_error TEXT, deaths INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (sequence, subscription)) WITHOUT ROWID;
        CREATE INDEX delivery_next ON delivery (subscription, locked_until);
        CREATE TABLE dead_letter (
            sequence INTEGER NOT NULL, subscription INTEGER NOT NULL, delivery_count INTEGER NOT NULL, reason TEXT NOT NULL,
            description TEXT, PRIMARY KEY (sequence, subscription)) WITHOUT ROWID;
        CREATE TABLE duplicate (message_id TEXT PRIMARY KEY, expires INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX duplicate_expires ON duplicate (expires);
        """;

    private readonly SqliteConnection _connection;
    private readonly List<Statement> _statements = [];
    private Statement? _deleteMessage;

    private TopicFile(string path)
    {
        Path = path;
        Turns = new Turns(path);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
    }

    public string Path { get; }

    public Turns Turns { get; }

    public static TopicFile Open(string path)
    {
        var file = new TopicFile(path);
        try
        {
            file.Open();
            return file;
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is SqliteException sqlite) throw file.Explain(sqlite);
            throw;
        }
    }

    public Statement Prepare(string sql)
    {
        var statement = new Statement(_connection.Handle!, sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Deletes the message once no subscription has it, neither to deliver nor as a dead letter.</summary>
    public void DeleteIfUnneeded(long sequence)
    {
        _deleteMessage ??= Prepare("""
            DELETE FROM message WHERE sequence = ?1
            AND NOT EXISTS (SELECT 1 FROM delivery WHERE sequence = ?1) AND NOT EXISTS (SELECT 1 FROM dead_letter WHERE sequence = ?1)
            """);
        _deleteMessage.Execute(sequence);
    }

    public long LastSequence => raw.sqlite3_last_insert_rowid(_connection.Handle!);

    public MessageBusException Explain(SqliteException e) => e.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_ERROR => Damaged(e.Message, e),
        raw.SQLITE_BUSY => new($"The message file {Path} has been locked by another process for too long: stop the process that holds it.", e),
        _ => new($"The message file {Path} cannot be used ({e.Message.TrimEnd('.')}): check the disk's space and the file's permissions.", e),
    };

    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        _connection.Dispose();
        Turns.Dispose();
    }

    private void Open()
    {
        _connection.Open();
        Do("PRAGMA journal_mode = WAL");
        Do("PRAGMA synchronous = FULL");
        Do("PRAGMA temp_store = MEMORY");
        Do("PRAGMA cache_size = -8000");
        Do("PRAGMA wal_autocheckpoint = 4000");
        Do("PRAGMA journal_size_limit = 16777216");
        Do("BEGIN IMMEDIATE");
        var version = Number("PRAGMA user_version");
        if (version > Version)
            throw new MessageBusException($"The message file {Path} was written by a newer version of QuizPlatform: run that version, or move the file away.");
        if (version == 0)
            Do(Schema);
        else if (version == 1)
            Do("ALTER TABLE delivery ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0");
        if (version != Version)
            Do($"PRAGMA user_version = {Version}");
        Do("COMMIT");
        Check();
    }

    private void Check()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() as string is var found and not "ok")
            throw Damaged(found?.Split('\n')[^1] ?? "no answer", null); // below a line that says in which database
    }

    private MessageBusException Damaged(string why, Exception? inner) => new(
        $"The message file {Path} is damaged ({why.TrimEnd('.')}): stop the apps and move it away together with its -wal and -shm files, "
        + "or put a backup in its place.",
        inner!);

    private void Do(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private long Number(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
