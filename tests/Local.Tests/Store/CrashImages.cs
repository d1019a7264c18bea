using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace QuizPlatform.Local.Tests.Store;

/// <summary>After every command and every commit, a copy of the store as a kill at that moment would leave it.</summary>
internal sealed class CrashImages(string file, string into) : DbCommandInterceptor, IDbTransactionInterceptor
{
    /// <summary>The copies' folders, each with what the store was doing.</summary>
    public List<(string Folder, string After)> All { get; } = [];

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result) => Copy(command.CommandText, result);

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        new(Copy(command.CommandText, result));

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result) => Copy(command.CommandText, result);

    public override ValueTask<object?> ScalarExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default) =>
        new(Copy(command.CommandText, result));

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Copy("COMMIT", 0);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        Task.FromResult(Copy("COMMIT", 0));

    private T Copy<T>(string after, T result)
    {
        var folder = Directory.CreateDirectory(Path.Combine(into, $"{All.Count}", "data")).Parent!.FullName;
        // Without -shm: it is only an index of the -wal, which the next to open makes anew.
        foreach (var part in new[] { file, file + "-wal", file + "-journal" }.Where(File.Exists))
            File.Copy(part, Path.Combine(folder, "data", Path.GetFileName(part)));
        All.Add((folder, after));
        return result;
    }
}
