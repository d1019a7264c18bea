using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// The answers of GET quiz, serialised once and kept for a second: players of one quiz come in crowds, and a crowd costs one read. A change
/// made in this process shows at once, one made by another instance of the app within the second.
/// </summary>
public sealed class PlayerViews(IDbContextFactory<QuizzesDb> databases, TimeProvider clock)
{
    private const int MaxKept = 500;
    private const int MaxLength = 128 * 1024; // 500 of them are 64 MB; longer answers are shared while they are read, not kept

    private readonly Kept<string, CachedJson?> _kept =
        new(id => Read(databases, id), TimeSpan.FromSeconds(1), MaxKept, clock, isWorthKeeping: view => view is { Length: <= MaxLength });

    /// <summary>The answer, or null when players have no such quiz.</summary>
    public Task<CachedJson?> Get(string id, CancellationToken cancellation) => _kept.Get(id, cancellation);

    internal int Count => _kept.Count;

    /// <summary>To be called after a change was saved.</summary>
    public void Drop(string id) => _kept.Drop(id);

    private static async Task<CachedJson?> Read(IDbContextFactory<QuizzesDb> databases, string id)
    {
        await using var quizzes = await databases.CreateDbContextAsync();
        var quiz = await quizzes.Find(id, CancellationToken.None);
        return quiz is { IsPublished: true } ? CachedJson.Of(PlayerView.Of(quiz), ETags.Of(quiz.Revision)) : null;
    }
}
