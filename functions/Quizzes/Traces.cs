using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// What shows that somebody wrote here. A deletion wins whenever it comes: <see cref="OnUserEvent"/> keeps the revocation and then looks for
/// quizzes; <see cref="CreateQuiz"/> saves one and then looks for the revocation. So one of the two sees the other.
/// </summary>
internal static class Traces
{
    private const int AtOnce = 50;

    /// <summary>
    /// What players could see stays, without the person; what nobody else ever saw goes with them. May be repeated, and broken off anywhere.
    /// </summary>
    /// <returns>The quizzes that were changed or removed.</returns>
    public static async Task<List<string>> EraseTraces(
        this IDbContextFactory<QuizzesDb> databases, string userId, TimeProvider clock, CancellationToken cancellation)
    {
        var erased = new List<string>();
        while (await databases.Repeat(quizzes => EraseSome(quizzes, userId, clock.GetUtcNow(), cancellation), cancellation) is { Count: > 0 } some)
            erased.AddRange(some);
        return erased;
    }

    private static async Task<List<string>> EraseSome(QuizzesDb quizzes, string userId, DateTimeOffset now, CancellationToken cancellation)
    {
        var authored = await quizzes.Quizzes.Where(q => q.Partition == Quiz.Catalogue && q.AuthorId == userId)
            .OrderBy(q => q.Id).Take(AtOnce).ToListAsync(cancellation);
        foreach (var quiz in authored)
        {
            if (quiz.CurrentVersion == 0)
                quizzes.Remove(quiz);
            else
                quiz.ForgetAuthor(now);
        }

        await quizzes.SaveChangesAsync(cancellation);
        return authored.ConvertAll(quiz => quiz.PublicId);
    }
}
