using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// Figures of all published quizzes. All are read once, and again after a day, a few small fields of each (Cosmos groups nothing for EF Core); after that,
/// every few seconds while somebody asks, those that have changed since: what it costs grows neither with the number of askers nor with that of quizzes.
/// </summary>
public sealed class Catalogue : IDisposable
{
    private const int AtOnce = 1_000;
    private const string BeforeAll = "\uffff"; // where the order of ids is from the last to the first

    // So much earlier than it can be read may a change say that it was made: by another clock, in a save that had to wait.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    // What has come even later is found then.
    private static readonly TimeSpan Anew = TimeSpan.FromDays(1);

    private readonly IDbContextFactory<QuizzesDb> _databases;
    private readonly PlayerViews _views;
    private readonly TimeProvider _clock;
    private readonly Kept<string, Figures> _kept;
    private readonly SemaphoreSlim _reading = new(1);
    private Counting? _counting;
    private Counting? _next; // counted from the beginning beside it, a part with each reading

    public Catalogue(IDbContextFactory<QuizzesDb> databases, TimeProvider clock, PlayerViews views)
    {
        (_databases, _views, _clock) = (databases, views, clock);
        _kept = new(_ => ReadForAll(), TimeSpan.FromSeconds(5), 1, clock);
    }

    public Task<Figures> Figures(CancellationToken cancellation) => _kept.Get(Quiz.Catalogue, cancellation);

    /// <summary>Forgets what this process remembers of a quiz that was changed. To be called after the save.</summary>
    public void Changed(string id)
    {
        _views.Drop(id);
        _kept.Drop(Quiz.Catalogue);
    }

    public void Dispose() => _reading.Dispose();

    // Not in the time that the request has which happens to ask first: all quizzes may take longer.
    private Task<Figures> ReadForAll()
    {
        using (ExecutionContext.SuppressFlow())
            return Task.Run(Read);
    }

    private async Task<Figures> Read()
    {
        await _reading.WaitAsync(); // forgotten while it is read, it is read by two
        try
        {
            var now = _clock.GetUtcNow();
            await using var quizzes = await _databases.CreateDbContextAsync();
            await ReadOn(quizzes, _counting ??= new(now), now);
            if (now - _counting.Begun >= Anew && await ReadOn(quizzes, _next ??= new(now), now, most: 1))
            {
                (_counting, _next) = (_next, null);
                await ReadOn(quizzes, _counting, now); // what has changed since it was begun
            }

            return _counting.Counted.Figures;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>What was read until a failure is counted: the next one to ask goes on there.</summary>
    /// <param name="most">So many queries, for now.</param>
    /// <returns>Whether all are counted.</returns>
    private static async Task<bool> ReadOn(QuizzesDb quizzes, Counting counting, DateTimeOffset now, int most = int.MaxValue)
    {
        for (var done = 0; done < most; done++)
        {
            var (changedAt, id) = (counting.ChangedAt, counting.Id);
            var some = await (counting.IsWhole ? quizzes.All : quizzes.Published).ChangedSince(changedAt)
                .Select(q => new { q.Id, q.UpdatedAt, q.State, q.Category, q.Difficulty, q.QuestionCount, q.TimeLimit })
                .TakeBeyond(q => q.UpdatedAt == changedAt && string.CompareOrdinal(q.Id, id) >= 0, AtOnce, CancellationToken.None);
            foreach (var quiz in some)
            {
                var isPublished = quiz.State == QuizState.Published;
                counting.Counted.Set(quiz.Id, isPublished ? new(quiz.Category, quiz.Difficulty, quiz.QuestionCount, quiz.TimeLimit) : null);
                counting.GoTo(quiz.UpdatedAt, quiz.Id);
            }

            if (some.Count < AtOnce)
            {
                counting.GoBack(counting.IsWhole ? now : counting.Begun);
                return true;
            }
        }

        return false;
    }

    /// <summary>How far quizzes are counted, in the order they were changed.</summary>
    private sealed class Counting(DateTimeOffset begun)
    {
        public DateTimeOffset Begun => begun;
        public CountedQuizzes Counted { get; } = new();
        public DateTimeOffset ChangedAt { get; private set; }
        public string Id { get; private set; } = BeforeAll;

        /// <summary>Whether all that there were when it began are counted.</summary>
        public bool IsWhole { get; private set; }

        private DateTimeOffset Newest { get; set; }

        public void GoTo(DateTimeOffset changedAt, string id)
        {
            (ChangedAt, Id) = (changedAt, id);
            Newest = changedAt > Newest ? changedAt : Newest;
        }

        /// <summary>All that was changed until then is counted, but for what comes late, by this clock as by those that quizzes were changed by.</summary>
        public void GoBack(DateTimeOffset until)
        {
            var counted = Newest < until ? Newest : until;
            (ChangedAt, Id, IsWhole) = (counted == default ? default : counted - Late, BeforeAll, true);
        }
    }
}
