using Microsoft.Data.Sqlite;
using QuizPlatform.LocalBus;

namespace QuizPlatform.Local;

/// <summary>
/// The statements that were used on a connection, which waits by itself while it is busy, each prepared once. To be disposed of before the connection.
/// </summary>
internal sealed class PreparedStatements(SqliteConnection connection) : IDisposable
{
    private const int Max = 500; // some KB each

    private readonly Dictionary<string, Statement> _all = new(StringComparer.Ordinal);

    public Statement this[string sql]
    {
        get
        {
            if (_all.TryGetValue(sql, out var statement))
                return statement;
            if (_all.Count >= Max)
                Dispose();
            return _all[sql] = new(connection.Handle!, sql, TimeSpan.Zero);
        }
    }

    public void Dispose()
    {
        foreach (var statement in _all.Values)
            statement.Dispose();
        _all.Clear();
    }
}
