using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace QuizPlatform.Testing;

/// <summary>What SQLite does for a query: the steps of its program, each of which reads or compares one thing or so, and the plan that it follows.</summary>
public sealed class StoreWork : DbCommandInterceptor
{
    private readonly List<string> _plan = [];
    private bool _watching;
    private int _steps;

    /// <summary>The work of the queries that something asks, one after another.</summary>
    public async Task<(int Steps, IReadOnlyList<string> Plan)> Of(Func<Task> work)
    {
        (_watching, _steps) = (true, 0);
        _plan.Clear();
        try
        {
            await work();
            return (_steps, [.. _plan]);
        }
        finally
        {
            _watching = false;
        }
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (_watching && command.Connection is SqliteConnection connection)
        {
            await Explain(connection, command, cancellationToken);
            SQLitePCL.raw.sqlite3_progress_handler(connection.Handle, 1, _ =>
            {
                _steps++;
                return 0;
            }, null);
        }

        return result;
    }

    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        if (_watching && command.Connection is SqliteConnection connection)
            SQLitePCL.raw.sqlite3_progress_handler(connection.Handle, 0, null, null);
        return result;
    }

    private async Task Explain(SqliteConnection connection, DbCommand command, CancellationToken cancellation)
    {
        await using var explain = connection.CreateCommand();
        explain.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        foreach (SqliteParameter parameter in command.Parameters)
            explain.Parameters.AddWithValue(parameter.ParameterName, parameter.Value);
        await using var reader = await explain.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            _plan.Add(reader.GetString(3));
    }
}
