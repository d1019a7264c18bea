using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>How far quizzes are known to be found as this version of the app has it, in the order they were changed.</summary>
public sealed class IndexedQuizzes() : Document(TheOne, TheOne)
{
    /// <summary>Another name, for other terms than the release before makes, has all quizzes indexed anew.</summary>
    public const string TheOne = "indexed-1";

    public DateTimeOffset ChangedAt { get; set; }
    public string QuizId { get; set; } = "";
}

/// <summary>
/// Makes quizzes found as this version of the app has it, that an older version has saved: all there are after an update, and those that an instance of
/// the older version, or the older version that one went back to, has changed since. Each start looks; it goes on where it was broken off.
/// </summary>
public sealed class IndexQuizzes(QuizzesDb quizzes) : ILeftover
{
    private const int AtOnce = 50;

    public async Task Finish(CancellationToken cancellation)
    {
        while (await quizzes.Repeat(() => IndexSome(cancellation), cancellation))
        {
        }
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> IndexSome(CancellationToken cancellation)
    {
        var done = await quizzes.Find<IndexedQuizzes>(IndexedQuizzes.TheOne, IndexedQuizzes.TheOne, cancellation);
        if (done is null)
            quizzes.Add(done = new());

        var changed = await quizzes.Quizzes.Where(q => q.Partition == Quiz.Catalogue).ChangedSince(done.ChangedAt)
            .TakeBeyond(q => q.UpdatedAt == done.ChangedAt && string.CompareOrdinal(q.Id, done.QuizId) >= 0, AtOnce, cancellation);
        if (changed.Count == 0)
            return false;

        changed.ForEach(quiz => quiz.Index());
        await quizzes.SaveChangesAsync(cancellation); // before the place: what is lost with it is done again

        (done.ChangedAt, done.QuizId) = (changed[^1].UpdatedAt, changed[^1].Id);
        await quizzes.SaveChangesAsync(cancellation);
        return changed.Count == AtOnce;
    }
}
