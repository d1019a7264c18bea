using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>Remembers how the last save went, for <c>/health</c>: each write costs, so its probes make none.</summary>
internal sealed class WatchedSaves(TimeProvider clock) : SaveChangesInterceptor
{
    private readonly LastWrite _last = new(clock, failureTells: TimeSpan.FromSeconds(30));

    /// <summary>Whether the last save failed, lately.</summary>
    public bool Fail => _last.IsKnown(out var failure) && failure is not null;

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (result > 0)
            _last.Went(null);
        return new(result);
    }

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        _last.Went(IsRefusal(eventData.Exception) ? null : eventData.Exception);
        return Task.CompletedTask;
    }

    // A lost race, a taken id, a document that is too large: the store does what it is there for.
    private static bool IsRefusal(Exception e) => e is DbUpdateConcurrencyException
        || e.GetBaseException() is CosmosException
        {
            StatusCode: HttpStatusCode.Conflict or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest
        };
}
