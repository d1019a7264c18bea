using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

public sealed class ResultsDb(DbContextOptions<ResultsDb> options) : DocumentDb(options)
{
    public DbSet<Result> Results => Set<Result>();
    public DbSet<Standing> Standings => Set<Standing>();
    public DbSet<Player> Players => Set<Player>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Document<Result>().OrderedBy("-SubmittedAt").FoundBy(nameof(Result.QuizId));
        modelBuilder.Document<Standing>()
            .OrderedBy("-TotalScore", "ReachedAt", "UserId")
            .OrderedBy("TotalScore", "-ReachedAt", "-UserId") // the same backwards: who is just above me
            .OrderedBy("-LastActivity")
            .FoundBy(nameof(Standing.UserId));
        modelBuilder.Document<AnswerKey>().OwnsMany(key => key.Questions);
        modelBuilder.Document<KnownQuiz>();
        modelBuilder.Document<Player>().FoundBy(nameof(Player.DeletedAt));
        modelBuilder.Document<PlayerStatistics>().OwnsMany(statistics => statistics.RecentActivity);
        modelBuilder.Entity<PlayerStatistics>().OwnsMany(statistics => statistics.ByCategory);
        modelBuilder.Document<QuizAnalytics>().OwnsMany(analytics => analytics.Questions);
        modelBuilder.Document<Revocation>();
        modelBuilder.Document<RememberedKeys>();
    }
}
