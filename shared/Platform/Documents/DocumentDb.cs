using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace QuizPlatform.Platform;

/// <summary>
/// An app's store. The same on SQLite and on Cosmos, so it is used only for what both can do: filter, order, page and count on a
/// document and what is inside it. Saving several documents is one transaction on SQLite only; never rely on that.
/// </summary>
public abstract partial class DocumentDb(DbContextOptions options) : DbContext(options)
{
    /// <summary>Reads single documents; null where EF does.</summary>
    internal IPointReader? PointReader { get; } = options.FindExtension<CoreOptionsExtension>()?.Interceptors?.OfType<IPointReader>().SingleOrDefault();

    /// <summary>A point read; null when there is no such document.</summary>
    public ValueTask<T?> Find<T>(string partition, string id, CancellationToken cancellation)
        where T : Document =>
        PointRead<T>.Find(this, partition, id, cancellation);

    /// <summary>A point read of the document as it is stored, whatever the context has of it; its changes are not saved. Null when there is none.</summary>
    public ValueTask<T?> FindStored<T>(string partition, string id, CancellationToken cancellation)
        where T : Document =>
        PointRead<T>.Read(this, partition, id, isTracked: false, cancellation);

    /// <summary>Adds the document, and sends its events (<see cref="SaveAndSend"/>), unless its id is taken.</summary>
    /// <returns>False when it is: by somebody who was quicker, or by this very save, done before, with its answer lost. The context is then empty.</returns>
    public async Task<bool> TryAdd(Document document, CancellationToken cancellation)
    {
        Add(document);
        try
        {
            await SaveAndSend(cancellation);
            return true;
        }
        catch (IdTakenException)
        {
            ChangeTracker.Clear();
            return false;
        }
    }

    /// <summary>Saves, and measures how long that takes, waiting and repeating included.</summary>
    /// <exception cref="InvalidOperationException">What is saved was read by <see cref="RelaxedReads"/>, perhaps.</exception>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (RelaxedReads.AreAllowed)
            throw new InvalidOperationException("Nothing can be saved among relaxed reads: they may be older than what is stored.");
        var since = Stopwatch.GetTimestamp();
        ChangeTracker.DetectChanges();
        ChangeTracker.AutoDetectChangesEnabled = false; // once is enough: looking through all there is takes long
        try
        {
            var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            if (saved > 0)
                StoreTime.Saved(Stopwatch.GetElapsedTime(since), null);
            return saved;
        }
        catch (Exception e)
        {
            StoreTime.Saved(Stopwatch.GetElapsedTime(since), e);
            throw;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Conventions.Add(_ => new ListComparers());
}
