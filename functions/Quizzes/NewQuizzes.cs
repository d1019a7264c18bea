using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Saves new quizzes, of each <c>Idempotency-Key</c> one.</summary>
public sealed class NewQuizzes(
    QuizzesDb quizzes, IDbContextFactory<QuizzesDb> databases, IdempotentRequests running, Catalogue catalogue, TimeProvider clock)
{
    /// <param name="make">Makes it by its id and the time, and of nothing but the request: a repeat gets the first answer, whatever became of it.</param>
    /// <param name="asKept">Whether it is made of more than the request: a repeat then gets what was made, as it is now.</param>
    /// <exception cref="ProblemException">409 and 422: the key is in use, or was used for another request.</exception>
    public async Task<Quiz> Once(
        Caller caller, IdempotencyKey? key, Func<string, DateTimeOffset, Quiz> make, CancellationToken cancellation, bool asKept = false)
    {
        using var claim = running.Begin(key);
        var now = clock.GetUtcNow();
        var id = key?.Id ?? PublicId.New(now);
        if (key is not null && await quizzes.Find(id, cancellation) is { } earlier)
            return Again(earlier);

        // Where the id is taken, another instance of the app had the same key at the same moment, or the save was done and its answer lost.
        var quiz = make(id, now);
        if (!await quizzes.TryAdd(quiz, cancellation))
            quiz = Again(await quizzes.Find(id, cancellation) ?? throw Problem.Conflict("The quiz is being created. Try again in a moment."));

        await ForgetDeletedAuthor(caller, cancellation);
        catalogue.Changed(id);
        return quiz;

        Quiz Again(Quiz kept)
        {
            key?.RequireSame(kept.Fingerprint);
            return asKept ? kept : make(id, kept.CreatedAt);
        }
    }

    // The account may have gone while the token was still believed: see Traces.
    private async Task ForgetDeletedAuthor(Caller caller, CancellationToken cancellation)
    {
        if (await quizzes.Find<Revocation>(Revocation.PartitionValue, Revocation.IdOf(caller.UserId), cancellation) is not null)
            await databases.EraseTraces(caller.UserId, clock, cancellation);
    }
}
