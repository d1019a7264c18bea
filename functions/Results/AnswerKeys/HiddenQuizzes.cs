using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// The quizzes that an admin has taken down: for all but their author and admins there is nothing to see of them. Known by event, and remembered for a
/// second: boards ask with each page.
/// </summary>
public sealed class HiddenQuizzes(IDbContextFactory<ResultsDb> databases, BearerTokens tokens, TimeProvider clock)
{
    private readonly Kept<string, KnownQuiz?> _known = new(id => Read(databases, id), TimeSpan.FromSeconds(1), 10_000, clock);

    private readonly Kept<string, List<string>> _all = new(_ => ReadAll(databases), TimeSpan.FromSeconds(1), 1, clock);

    /// <summary>The ids of all there are.</summary>
    public Task<List<string>> All(CancellationToken cancellation) => _all.Get("", cancellation);

    /// <param name="caller">Null: nobody in particular.</param>
    public async Task<bool> IsHiddenFrom(string quizId, Caller? caller, CancellationToken cancellation) =>
        await _known.Get(quizId, cancellation) is { Hidden: true } quiz && (caller is null || !(caller.Owns(quiz.AuthorId) || caller.IsAdmin));

    /// <exception cref="ProblemException">404: the quiz is hidden from who asks.</exception>
    public async Task RequireSeen(string quizId, HttpRequest request, CancellationToken cancellation)
    {
        if (await IsHiddenFrom(quizId, null, cancellation) && await IsHiddenFrom(quizId, await tokens.Find(request, cancellation), cancellation))
            throw Problem.NotFound("quiz");
    }

    /// <summary>To be called after a change was saved.</summary>
    public void Drop(string quizId)
    {
        _known.Drop(quizId);
        _all.Drop("");
    }

    private static async Task<KnownQuiz?> Read(IDbContextFactory<ResultsDb> databases, string quizId)
    {
        await using var db = await databases.CreateDbContextAsync();
        return await db.Find<KnownQuiz>(quizId, KnownQuiz.IdOf(quizId), CancellationToken.None);
    }

    private static async Task<List<string>> ReadAll(IDbContextFactory<ResultsDb> databases)
    {
        await using var db = await databases.CreateDbContextAsync();
        var hidden = true; // a constant becomes a condition that SQLite enters no index by
        return await db.Set<KnownQuiz>().AsNoTracking().Where(q => q.Hidden == hidden).Select(q => q.Partition).ToListAsync();
    }
}
