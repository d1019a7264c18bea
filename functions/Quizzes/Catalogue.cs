using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// Figures of all published quizzes, counted from a few small fields of each (Cosmos groups nothing for EF Core) and kept for some
/// seconds, so that their cost does not grow with the number of askers.
/// </summary>
public sealed class Catalogue(IDbContextFactory<QuizzesDb> stores, TimeProvider clock, PlayerViews views)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private volatile Entry? _entry;

    public Task<Figures> Figures(CancellationToken cancellation)
    {
        var entry = _entry;
        if (entry is null || entry.Figures is { IsValueCreated: true, Value.IsFaulted: true } || clock.GetElapsedTime(entry.Since) >= MaxAge)
        {
            var renewed = new Entry(clock.GetTimestamp(), new Lazy<Task<Figures>>(Count));
            var current = Interlocked.CompareExchange(ref _entry, renewed, entry);
            entry = current == entry ? renewed : current ?? renewed;
        }

        return entry.Figures.Value.WaitAsync(cancellation);
    }

    /// <summary>Forgets what this process remembers of a quiz that was changed. To be called after the save.</summary>
    public void Changed(string id)
    {
        views.Drop(id);
        _entry = null;
    }

    private async Task<Figures> Count()
    {
        await using var quizzes = await stores.CreateDbContextAsync();
        var figures = await quizzes.Published
            .Select(q => new QuizFigures(q.Category, q.Difficulty, q.QuestionCount, q.TimeLimit))
            .ToListAsync();
        return new(figures.Count, CachedJson.Of(Overview.Of(figures)), CachedJson.Of(CategoryList.Of(figures)));
    }

    private sealed record Entry(long Since, Lazy<Task<Figures>> Figures);
}

public sealed record QuizFigures(string Category, string Difficulty, int QuestionCount, int TimeLimit);

public sealed record Figures(int Total, CachedJson Overview, CachedJson Categories);
