using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;

namespace QuizPlatform.Platform;

// The outbox: events wait inside the documents whose change they tell of (EventfulDocument), until they are sent.
public abstract partial class DocumentDb
{
    /// <summary>How long a client, who is waiting, waits for events to be sent; what is left is sent after it.</summary>
    public static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Saves, then sends the events of what was saved. When this returns, the change is kept and its events are sent or will be: what
    /// cannot be sent now stays with the document for <see cref="SendPending"/>.
    /// </summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else saved one of the documents since it was read.</exception>
    /// <exception cref="IdTakenException">A new document's id is taken.</exception>
    public async Task SaveAndSend(CancellationToken cancellation)
    {
        var changed = ChangeTracker.Entries<EventfulDocument>().Select(e => e.Entity).Where(d => d.PendingEvents.Count > 0).ToList();
        await SaveChangesAsync(cancellation);
        if (changed.Count == 0)
            return;

        // The change stands: a client that hangs up now must not keep its events from being sent at once.
        using var timeout = new CancellationTokenSource(SendTimeout, this.GetService<TimeProvider>());
        try
        {
            await SendAndClear(changed, timeout.Token);
        }
        catch (Exception e)
        {
            this.GetService<ILogger<DocumentDb>>().LogWarning(e, "The events of {Document} could not be sent yet", changed[0].Id);
            this.GetService<Leftovers>().Left();
        }
    }

    /// <summary>Sends what a crash or an unreachable bus left behind, for at least <paramref name="olderThan"/>.</summary>
    /// <returns>How many documents had something to send.</returns>
    public async Task<int> SendPending(TimeSpan olderThan, CancellationToken cancellation)
    {
        var now = this.GetService<TimeProvider>().GetUtcNow();
        var documents = 0;
        foreach (var sweep in Sweeps())
        {
            while (await sweep(now - olderThan, now, cancellation) is > 0 and var sent)
                documents += sent;
        }

        return documents;
    }

    private IEnumerable<Func<DateTimeOffset, DateTimeOffset, CancellationToken, Task<int>>> Sweeps()
    {
        var sweep = typeof(DocumentDb).GetMethod(nameof(Sweep), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;
        return Model.GetEntityTypes()
            .Where(type => typeof(EventfulDocument).IsAssignableFrom(type.ClrType))
            .Select(type => sweep.MakeGenericMethod(type.ClrType).CreateDelegate<Func<DateTimeOffset, DateTimeOffset, CancellationToken, Task<int>>>(this));
    }

    private async Task<int> Sweep<T>(DateTimeOffset before, DateTimeOffset now, CancellationToken cancellation)
        where T : EventfulDocument
    {
        ChangeTracker.Clear();
        var waiting = await Set<T>()
            .Where(d => d.PendingSince != null && (d.PendingSince < before || d.PendingSince > now)) // ahead of now: the clock was set back
            .OrderBy(d => d.PendingSince).Take(100).ToListAsync(cancellation);
        if (waiting.Count > 0)
            await SendAndClear(waiting, cancellation);
        return waiting.Count;
    }

    private async Task SendAndClear(IReadOnlyList<EventfulDocument> documents, CancellationToken cancellation)
    {
        var events = documents.SelectMany(d => d.PendingEvents).ToList();
        await this.GetService<IEventSender>().Send(events.ConvertAll(Event.Parse), cancellation);
        foreach (var document in documents)
            document.ClearPending(events);

        try
        {
            await SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody changed the document meanwhile and carried the pending event along. It will be sent again, which is harmless.
            ChangeTracker.Clear();
        }
    }
}
