using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using QuizPlatform.Platform;

namespace QuizPlatform.Testing;

/// <summary>Counts the reads and saves of a store, and lets a test do something, or throw, just before one of them.</summary>
public sealed class StoreSteps : DbCommandInterceptor, ISaveChangesInterceptor
{
    private Func<Task>? _act;
    private int _left;
    private int? _answersKept;
    private EntityState _lost;
    private EntityEntry? _saved;

    /// <summary>Does that once, before the step of that number, counted from 0; what it does itself is not counted.</summary>
    public void Before(int step, Func<Task> act) => (_left, _act) = (step, act);

    /// <summary>Ends the waiting for that step.</summary>
    /// <returns>Whether it was reached.</returns>
    public bool End() => Interlocked.Exchange(ref _act, null) is null;

    /// <summary>
    /// A save of a new document (or a changed one), counted from 0, is done and told as one whose id is taken (or that somebody else has changed): so
    /// it is when the store's answer was lost and it was asked again.
    /// </summary>
    public void LoseAnswer(int save = 0, EntityState of = EntityState.Added) => (_answersKept, _lost) = (save, of);

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await Step();
        return result;
    }

    public async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await Step();
        if (_answersKept is not null)
            _saved = eventData.Context!.ChangeTracker.Entries().FirstOrDefault(e => e.State == _lost);
        return result;
    }

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _saved, null) is not { } saved || _answersKept-- > 0)
            return new(result);
        _answersKept = null;
        saved.State = _lost;
        throw _lost == EntityState.Added ? new IdTakenException(new DbUpdateException("It failed.")) : new DbUpdateConcurrencyException("It has changed.");
    }

    internal async Task Step()
    {
        if (_act is not { } act || Interlocked.Decrement(ref _left) >= 0)
            return;
        if (Interlocked.CompareExchange(ref _act, null, act) == act)
            await Apart(act);
    }

    // As somebody else does it: what the interrupted one may do, or not, is not for them.
    private static Task Apart(Func<Task> act)
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(act);
    }
}
