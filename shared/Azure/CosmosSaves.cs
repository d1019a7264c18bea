using System.Net;
using System.Runtime.ExceptionServices;
using Microsoft.Azure.Cosmos;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>
/// Tells how a save went: whoever saves, by the same exceptions as on SQLite; and <c>/health</c>, which makes none of its own since each costs.
/// </summary>
internal sealed class CosmosSaves(TimeProvider clock) : SaveChangesInterceptor
{
    private const int NoSuchItem = 0; // others: no such container

    private readonly LastWrite _last = new(clock, failureTells: TimeSpan.FromSeconds(30));

    /// <summary>Whether the last save failed, lately.</summary>
    public bool Fail => _last.IsKnown(out var failure) && failure is not null;

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        // There are no transactions; and what EF would do again is the whole save, with the documents of it that are saved already.
        eventData.Context!.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        return new(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (result > 0)
            _last.Went(null);
        return new(result);
    }

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        var failure = Named(eventData.Exception);
        _last.Went(IsRefusal(failure) ? null : failure);
        if (failure != eventData.Exception)
            ExceptionDispatchInfo.Throw(failure);
        return Task.CompletedTask;
    }

    // EF knows as a lost race only an item that somebody else has changed. That an id is taken, status 409 says and nothing else.
    private static Exception Named(Exception exception) => exception is not DbUpdateException failure ? exception : failure.InnerException switch
    {
        StoreUnavailableException e => e,
        CosmosException { StatusCode: HttpStatusCode.Conflict } => new IdTakenException(failure),
        CosmosException { StatusCode: HttpStatusCode.NotFound, SubStatusCode: NoSuchItem } =>
            new DbUpdateConcurrencyException("The item has been deleted meanwhile.", failure),
        _ => failure,
    };

    // A lost race, a document that is too large: the store does what it is there for.
    private static bool IsRefusal(Exception e) => e is DbUpdateConcurrencyException
        || e.GetBaseException() is CosmosException { StatusCode: HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest };
}
