using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

public sealed class ResultsDb(DbContextOptions<ResultsDb> options) : DocumentDb(options)
{
    public DbSet<Result> Results => Set<Result>();
    public DbSet<Standings> Standings => Set<Standings>();
    public DbSet<Player> Players => Set<Player>();

    /// <summary>Whether the player has a result on the quiz, on whichever version.</summary>
    public async Task<bool> HasTaken(string userId, string quizId, CancellationToken cancellation) =>
        await Results.AsNoTracking().Where(r => r.Partition == userId && r.QuizId == quizId).Select(r => r.Id).FirstOrDefaultAsync(cancellation) is not null;

    /// <summary>A player's first result on a quiz that passed, and the first that did not, where it depends on that which other results count.</summary>
    public async Task<IReadOnlyCollection<Taken>> Taken(string userId, KnownQuiz quiz, CancellationToken cancellation)
    {
        if (!quiz.CountsByTaken)
            return [];
        return [.. await First(passed: false), .. await First(passed: true)];

        Task<List<Taken>> First(bool passed) => Own(userId, quiz.QuizId, passed)
            .OrderBy(r => r.QuizId).ThenBy(r => r.Passed).ThenBy(r => r.SubmittedAt)
            .Select(r => new Taken(r.SubmittedAt, r.Passed)).Take(1).ToListAsync(cancellation);
    }

    /// <summary>Whether its player is shown what is right in a result.</summary>
    public async Task<bool> Shows(KnownQuiz quiz, Result result, DateTimeOffset now, CancellationToken cancellation) =>
        result.ByAuthor || quiz.Shows(result.Passed, now)
        || (quiz.Shows(passed: true, now)
            && await Own(result.UserId, quiz.QuizId, passed: true).Select(r => r.Id).FirstOrDefaultAsync(cancellation) is not null);

    /// <summary>What that request made when it came before.</summary>
    /// <param name="requestId">Of its <see cref="IdempotencyKey"/>.</param>
    public async Task<Result?> ResultOf(string requestId, string userId, CancellationToken cancellation) =>
        await Find<Result>(userId, Result.IdOf(requestId), cancellation)
        ?? await Results.FirstOrDefaultAsync(r => r.Partition == userId && r.RequestId == requestId, cancellation);

    /// <summary>What tells of results of a quiz; of none whose answer key is not here.</summary>
    public async Task<List<ResultSubmitted>> Told(string quizId, IEnumerable<Result> results, CancellationToken cancellation) =>
        Told(await Keys(quizId, cancellation), results);

    /// <param name="keys">Those of the quiz (<see cref="Keys"/>).</param>
    /// <inheritdoc cref="Told(string,IEnumerable{Result},CancellationToken)"/>
    public static List<ResultSubmitted> Told(IReadOnlyDictionary<int, AnswerKey> keys, IEnumerable<Result> results) =>
        [.. results.Where(r => keys.ContainsKey(r.QuizVersion)).Select(r => r.ToEvent(keys[r.QuizVersion]))];

    /// <summary>The answer keys of a quiz, by version.</summary>
    public async Task<IReadOnlyDictionary<int, AnswerKey>> Keys(string quizId, CancellationToken cancellation) =>
        await Set<AnswerKey>().AsNoTracking().Where(k => k.Partition == quizId).ToDictionaryAsync(k => k.QuizVersion, cancellation);

    private IQueryable<Result> Own(string userId, string quizId, bool passed) =>
        Results.AsNoTracking().Where(r => r.Partition == userId && r.QuizId == quizId && r.Passed == passed);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Document<Result>()
            .OrderedBy("-SubmittedAt")
            .OrderedBy("QuizId", "Passed", "SubmittedAt")
            .FoundBy(nameof(Result.QuizId), nameof(Result.SubmittedAt))
            .FoundBy(nameof(Result.RequestId))
            .FoundBy(nameof(Result.KeptFrom))
            .FoundBy(nameof(Result.Segment))
            .FoundBy(nameof(Result.SubmittedAt));
        modelBuilder.Document<Standings>()
            .OrderedBy("AllKey", "-AllTotal", "AllReachedAt", "UserId")
            .OrderedBy("-AllKey", "AllTotal", "-AllReachedAt", "-UserId") // the same backwards: who is just above me
            .OrderedBy("MonthKey", "-MonthTotal", "MonthReachedAt", "UserId")
            .OrderedBy("-MonthKey", "MonthTotal", "-MonthReachedAt", "-UserId")
            .OrderedBy("WeekKey", "-WeekTotal", "WeekReachedAt", "UserId")
            .OrderedBy("-WeekKey", "WeekTotal", "-WeekReachedAt", "-UserId")
            .OrderedBy("-LastActivity")
            .OrderedBy("-ChangedAt")
            .FoundBy("UserId");
        modelBuilder.Document<PlaceCounts>();
        modelBuilder.Document<PlaceNode>();
        modelBuilder.Document<Standing>()
            .OrderedBy("-TotalScore", "ReachedAt", "UserId")
            .OrderedBy("TotalScore", "-ReachedAt", "-UserId")
            .OrderedBy("-LastActivity")
            .OrderedBy("-ChangedAt")
            .FoundBy(nameof(Standing.UserId));
        modelBuilder.Document<AnswerKey>().OwnsMany(key => key.Questions);
        modelBuilder.Document<KnownQuiz>().FoundBy(nameof(KnownQuiz.Featured)).FoundBy(nameof(KnownQuiz.Hidden));
        modelBuilder.Document<OutboxSegment>();
        modelBuilder.Document<Recount>();
        modelBuilder.Document<Audit>().OwnsMany(audit => audit.Differences);
        modelBuilder.Document<Player>().FoundBy(nameof(Player.DeletedAt));
        modelBuilder.Document<PlayerStatistics>().OwnsMany(statistics => statistics.RecentActivity);
        modelBuilder.Entity<PlayerStatistics>().OwnsMany(statistics => statistics.ByCategory);
        modelBuilder.Document<QuizAnalytics>().OwnsMany(analytics => analytics.Questions);
        modelBuilder.Document<CountedResults>().OrderedBy("-From");
        modelBuilder.Document<Revocation>();
        modelBuilder.Document<RememberedKeys>();
    }
}
