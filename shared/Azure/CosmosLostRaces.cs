using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>
/// EF knows as a lost race only an item that somebody else has changed. Here are the others, as on SQLite: one that somebody has deleted, and an
/// id that is taken, of which status 409 tells and nothing else.
/// </summary>
internal sealed class CosmosLostRaces : SaveChangesInterceptor
{
    private const int NoSuchItem = 0; // others: no such container

    public override Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default) =>
        eventData.Exception is DbUpdateException { InnerException: CosmosException refusal } failure
            ? (refusal.StatusCode, refusal.SubStatusCode) switch
            {
                (HttpStatusCode.Conflict, _) => throw new IdTakenException(failure),
                (HttpStatusCode.NotFound, NoSuchItem) => throw new DbUpdateConcurrencyException("The item has been deleted meanwhile.", failure),
                _ => Task.CompletedTask,
            }
            : Task.CompletedTask;
}
