using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using QuizPlatform.Platform;
using SQLitePCL;

namespace QuizPlatform.Local;

/// <summary>Says of a save that failed because an id is taken what it is; EF says only that it failed.</summary>
internal sealed class SqliteTakenIds : SaveChangesInterceptor
{
    public static readonly SqliteTakenIds Instance = new();

    public override void SaveChangesFailed(DbContextErrorEventData eventData)
    {
        if (eventData.Exception is DbUpdateException { InnerException: SqliteException { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_PRIMARYKEY } } taken)
            throw new IdTakenException(taken);
    }

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        SaveChangesFailed(eventData);
        return Task.CompletedTask;
    }
}
