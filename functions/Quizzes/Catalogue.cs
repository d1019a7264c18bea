using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// Figures of all published quizzes, counted from a few small fields of each (Cosmos groups nothing for EF Core) and kept for some
/// seconds, so that their cost does not grow with the number of askers.
/// </summary>
public sealed class Catalogue(IDbContextFactory<QuizzesDb> databases, TimeProvider clock, PlayerViews views)
{
    private readonly Kept<string, Figures> _kept = new(_ => Count(databases), TimeSpan.FromSeconds(5), 1, clock);

    public Task<Figures> Figures(CancellationToken cancellation) => _kept.Get(Quiz.Catalogue, cancellation);

    /// <summary>Forgets what this process remembers of a quiz that was changed. To be called after the save.</summary>
    public void Changed(string id)
    {
        views.Drop(id);
        _kept.Drop(Quiz.Catalogue);
    }

    private static async Task<Figures> Count(IDbContextFactory<QuizzesDb> databases)
    {
        await using var quizzes = await databases.CreateDbContextAsync();
        var figures = await quizzes.Published
            .Select(q => new QuizFigures(q.Category, q.Difficulty, q.QuestionCount, q.TimeLimit))
            .ToListAsync();
        return new(figures.Count, CachedJson.Of(Overview.Of(figures)), CachedJson.Of(CategoryList.Of(figures)));
    }
}

public sealed record QuizFigures(string Category, string Difficulty, int QuestionCount, int? TimeLimit);

public sealed record Figures(int Total, CachedJson Overview, CachedJson Categories);
