using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace QuizPlatform.Local;

/// <summary>
/// Opens and closes the readers' connections one at a time: the pool of Microsoft.Data.Sqlite 10 now and then gives one to two who open at once
/// (dotnet/efcore#39008).
/// </summary>
internal sealed class SqliteConnections : DbConnectionInterceptor
{
    public static readonly SqliteConnections Instance = new();

    private readonly Lock _pool = new();

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        lock (_pool)
            connection.Open();
        return InterceptionResult.Suppress();
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        new(ConnectionOpening(connection, eventData, result));

    public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        lock (_pool)
            connection.Close();
        return InterceptionResult.Suppress();
    }

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => new(ConnectionClosing(connection, eventData, result));
}
