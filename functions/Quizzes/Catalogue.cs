using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// Figures of all published quizzes. All are read once, a few small fields of each (Cosmos groups nothing for EF Core); after that, every few seconds while
/// somebody asks, those that have changed since: what it costs grows neither with the number of askers nor with that of quizzes.
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

    public Catalogue(IDbContextFactory<QuizzesDb> databases, TimeProvider clock, PlayerViews views)
    {
        (_databases, _views, _clock) = (databases, views, clock);
        _kept = new(_ => Read(), TimeSpan.FromSeconds(5), 1, clock);
    }

    public Task<Figures> Figures(CancellationToken cancellation) => _kept.Get(Quiz.Catalogue, cancellation);

    /// <summary>Forgets what this process remembers of a quiz that was changed. To be called after the save.</summary>
    public void Changed(string id)
    {
        _views.Drop(id);
        _kept.Drop(Quiz.Catalogue);
    }

    public void Dispose() => _reading.Dispose();

    private async Task<Figures> Read()
    {
        await _reading.WaitAsync(); // forgotten while it is read, it is read by two
        try
        {
            var now = _clock.GetUtcNow();
            if (_counting is not { } counting || now - counting.Begun >= Anew)
                _counting = counting = new(now);
            await ReadOn(counting, now);
            return counting.Counted.Figures;
        }
        finally
        {
            _reading.Release();
        }
    }

    // What was read until a failure is counted: the next one to ask goes on there.
    private async Task ReadOn(Counting counting, DateTimeOffset now)
    {
        await using var quizzes = await _databases.CreateDbContextAsync();
        if (!counting.IsWhole)
        {
            await ReadFrom(counting, quizzes.Published);
            (counting.ChangedAt, counting.Id, counting.IsWhole) = (counting.Begun - Late, BeforeAll, true);
        }
        else
        {
            await ReadFrom(counting, quizzes.All);
            (counting.ChangedAt, counting.Id) = (now - Late, BeforeAll);
        }
    }

    private static async Task ReadFrom(Counting counting, IQueryable<Quiz> quizzes)
    {
        int read;
        do
        {
            var (changedAt, id) = (counting.ChangedAt, counting.Id);
            var some = await quizzes.Where(q => q.UpdatedAt >= changedAt)
                .OrderBy(q => q.UpdatedAt).ThenByDescending(q => q.Id)
                .Select(q => new { q.Id, q.UpdatedAt, q.State, q.Category, q.Difficulty, q.QuestionCount, q.TimeLimit })
                .TakeBeyond(q => q.UpdatedAt == changedAt && string.CompareOrdinal(q.Id, id) >= 0, AtOnce, CancellationToken.None);
            foreach (var quiz in some)
            {
                var isPublished = quiz.State == QuizState.Published;
                counting.Counted.Set(quiz.Id, isPublished ? new(quiz.Category, quiz.Difficulty, quiz.QuestionCount, quiz.TimeLimit) : null);
                (counting.ChangedAt, counting.Id) = (quiz.UpdatedAt, quiz.Id);
            }

            read = some.Count;
        }
        while (read == AtOnce);
    }

    /// <summary>How far quizzes are counted, in the order they were changed.</summary>
    private sealed class Counting(DateTimeOffset begun)
    {
        public DateTimeOffset Begun => begun;
        public CountedQuizzes Counted { get; } = new();
        public DateTimeOffset ChangedAt { get; set; }
        public string Id { get; set; } = BeforeAll;

        /// <summary>Whether all that there were when it began are counted.</summary>
        public bool IsWhole { get; set; }
    }
}
