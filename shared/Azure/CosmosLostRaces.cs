using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace QuizPlatform.Azure;

/// <summary>
/// An item that somebody else has deleted meanwhile is a lost race, as on SQLite: EF knows as one only what somebody else has changed.
/// </summary>
internal sealed class CosmosLostRaces : SaveChangesInterceptor
{
    private const int NoSuchItem = 0; // others: no such container

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default) =>
        eventData.Exception is DbUpdateException { InnerException: CosmosException { StatusCode: HttpStatusCode.NotFound, SubStatusCode: NoSuchItem } } gone
            ? throw new DbUpdateConcurrencyException("The item has been deleted meanwhile.", gone)
            : Task.CompletedTask;
}
