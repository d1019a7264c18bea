using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

public sealed class QuizzesDb(DbContextOptions<QuizzesDb> options) : DocumentDb(options)
{
    public DbSet<Quiz> Quizzes => Set<Quiz>();

    /// <summary>All, in whatever state.</summary>
    public IQueryable<Quiz> All => Quizzes.AsNoTracking().Where(q => q.Partition == Quiz.Catalogue);

    /// <summary>What players find.</summary>
    public IQueryable<Quiz> Published => All.Where(q => q.State == QuizState.Published);

    /// <summary>What somebody has written, in whatever state.</summary>
    public IQueryable<Quiz> WrittenBy(string userId) => All.Where(q => q.AuthorId == userId);

    /// <summary>The quiz that somebody may at least know of: a draft and an archived quiz exist only for their author and for admins.</summary>
    /// <exception cref="ProblemException">404.</exception>
    public async Task<Quiz> Get(string id, Caller caller, CancellationToken cancellation) =>
        await Find(id, cancellation) is { } quiz && (quiz.IsPublished || caller.MayRead(quiz)) ? quiz : throw Problem.NotFound("quiz");

    public async Task<Quiz?> Find(string id, CancellationToken cancellation) =>
        PublicId.IsValid(id) ? await Find<Quiz>(Quiz.Catalogue, Quiz.DocumentId(id), cancellation) : null;

    /// <summary>Changes a quiz and tells of it; when somebody else saved meanwhile, again on what they saved.</summary>
    /// <exception cref="ProblemException">404, and what <paramref name="change"/> refuses.</exception>
    public async Task<Quiz> Change(string id, Caller caller, Func<Quiz, Task> change, CancellationToken cancellation)
    {
        try
        {
            return await this.Repeat(async () =>
            {
                var quiz = await Get(id, caller, cancellation);
                await change(quiz);
                await SaveAndSend(cancellation);
                return quiz;
            }, cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Problem.Conflict("Others change the quiz at the same moment. Try again.");
        }
    }

    /// <summary>Keeps the answer key of the version that is about to be replaced (see <see cref="QuizVersion"/>).</summary>
    public async Task KeepVersion(Quiz quiz, CancellationToken cancellation)
    {
        // A change that was cut short or lost a race has kept the same already.
        if (await FindVersion(quiz.PublicId, quiz.CurrentVersion, cancellation) is not null)
            return;
        Add(QuizVersion.Of(quiz));
        await SaveChangesAsync(cancellation);
    }

    public ValueTask<QuizVersion?> FindVersion(string quizId, int version, CancellationToken cancellation) =>
        Find<QuizVersion>(quizId, QuizVersion.DocumentId(quizId, version), cancellation);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var quiz = modelBuilder.Document<Quiz>()
            .OrderedBy("-" + nameof(Quiz.CreatedAt), nameof(Quiz.Id))
            .OrderedBy("-" + nameof(Quiz.UpdatedAt), nameof(Quiz.Id))
            .OrderedBy(nameof(Quiz.AuthorId), "-" + nameof(Quiz.UpdatedAt), nameof(Quiz.Id))
            .OrderedBy(nameof(Quiz.QuestionCount), "-" + nameof(Quiz.CreatedAt), nameof(Quiz.Id))
            .FoundByEach(nameof(Quiz.Terms), time: nameof(Quiz.CreatedAt), number: nameof(Quiz.QuestionCount));
        quiz.Property(q => q.State).HasConversion<string>();
        quiz.OwnsMany(q => q.Questions);
        modelBuilder.Document<QuizVersion>().OwnsMany(v => v.Questions);
        modelBuilder.Document<IndexedQuizzes>();
        modelBuilder.Reports<QuizReport>();
        modelBuilder.Document<Revocation>();
        modelBuilder.Document<RememberedKeys>();
    }
}

internal static class ChangedQuizzes
{
    /// <summary>In the order they were changed; those of one moment by their ids, from the last to the first, as the index has them.</summary>
    public static IQueryable<Quiz> ChangedSince(this IQueryable<Quiz> quizzes, DateTimeOffset since) =>
        quizzes.Where(q => q.UpdatedAt >= since).OrderBy(q => q.UpdatedAt).ThenByDescending(q => q.Id);
}
