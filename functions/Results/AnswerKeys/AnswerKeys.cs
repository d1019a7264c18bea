using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Contracts;
using QuizPlatform.Hosting;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// The answer keys: from memory, else from Results' own store, else asked of the Quizzes app once and kept. A key never changes, so only
/// which version is the newest has to be looked up again.
/// </summary>
public sealed class AnswerKeys
{
    private const int MaxKept = 10_000;

    private readonly IDbContextFactory<ResultsDb> _databases;
    private readonly QuizzesClient _quizzes;
    private readonly HiddenQuizzes _hidden;
    private readonly TimeProvider _clock;
    private readonly Kept<string, KnownQuiz> _known;
    private readonly Kept<(string QuizId, int Version), AnswerKey> _keys;

    public AnswerKeys(IDbContextFactory<ResultsDb> databases, QuizzesClient quizzes, HiddenQuizzes hidden, TimeProvider clock)
    {
        (_databases, _quizzes, _hidden, _clock) = (databases, quizzes, hidden, clock);
        _known = new(ReadKnown, TimeSpan.FromSeconds(1), MaxKept, clock);
        _keys = new(ReadVersion, TimeSpan.FromHours(1), MaxKept, clock);
    }

    /// <summary>The key that a submission is scored by.</summary>
    /// <param name="version">Null for the newest.</param>
    /// <exception cref="ProblemException">
    /// 404 for an unknown version and a hidden quiz, 422 for one that was replaced too long ago, 503 when Quizzes must be asked and is down.
    /// </exception>
    /// <exception cref="RuleViolation">The quiz is archived.</exception>
    public async Task<AnswerKey> For(KnownQuiz quiz, int? version, DateTimeOffset now, CancellationToken cancellation)
    {
        if (quiz.Hidden)
            throw Problem.NotFound("quiz");
        if (quiz.ArchivedAt is not null)
            throw new RuleViolation("quiz.archived", "This quiz has been archived and takes no more players.");
        var key = await Version(quiz.Partition, version ?? quiz.LatestVersion, cancellation);
        if (key.QuizVersion < quiz.LatestVersion
            && now > key.AcceptedUntil(await Version(quiz.Partition, key.QuizVersion + 1, cancellation)))
            throw VersionReplaced(quiz.LatestVersion);
        return key;
    }

    private static ProblemException VersionReplaced(int current) =>
        new(422, $"This version of the quiz has been replaced: version {current} is the current one. Take that.", "quiz.version-replaced")
        {
            Extensions = new Dictionary<string, object> { ["currentVersion"] = current },
        };

    /// <summary>What Results knows of the quiz; asks Quizzes when it knows nothing.</summary>
    /// <exception cref="ProblemException">404 for an unknown quiz, 503 when Quizzes must be asked and is down.</exception>
    public Task<KnownQuiz> Known(string quizId, CancellationToken cancellation) =>
        PublicId.IsValid(quizId) ? _known.Get(quizId, cancellation) : throw Problem.NotFound("quiz");

    /// <summary>One version, archived or not.</summary>
    /// <exception cref="ProblemException">404 for an unknown version, 503 when Quizzes must be asked and is down.</exception>
    public Task<AnswerKey> Version(string quizId, int version, CancellationToken cancellation) => _keys.Get((quizId, version), cancellation);

    /// <summary>Keeps a published version. Repeats and late arrivals change nothing.</summary>
    /// <exception cref="ProblemException">503: Quizzes must be asked for what is right, and is down.</exception>
    public async Task Keep(QuizPublished published, CancellationToken cancellation)
    {
        // The key first: once the newer version is known, its key is there.
        if (published.Questions is null)
            await AskFor(published, cancellation);
        else
            await Change<AnswerKey>(
                published.QuizId, AnswerKey.IdOf(published.QuizId, published.Version), () => AnswerKey.From(published), _ => { }, cancellation);
        await Change(
            published.QuizId, KnownQuiz.IdOf(published.QuizId), () => new KnownQuiz(published.QuizId),
            quiz => quiz.Published(published, _clock.GetUtcNow()), cancellation);
        _known.Drop(published.QuizId);
    }

    /// <summary>Keeps what holds for all versions of a quiz.</summary>
    public async Task Keep(QuizSettingsChanged told, CancellationToken cancellation)
    {
        await Change(
            told.QuizId, KnownQuiz.IdOf(told.QuizId), () => new KnownQuiz(told.QuizId), quiz => quiz.Take(told, _clock.GetUtcNow()), cancellation);
        _known.Drop(told.QuizId);
    }

    public async Task Archive(string quizId, DateTimeOffset at, CancellationToken cancellation)
    {
        await Change(quizId, KnownQuiz.IdOf(quizId), () => new KnownQuiz(quizId), quiz => quiz.Archived(at), cancellation);
        _known.Drop(quizId);
    }

    /// <summary>Keeps whether an admin has taken the quiz down.</summary>
    public async Task Hide(QuizHidden told, CancellationToken cancellation)
    {
        await Change(
            told.QuizId, KnownQuiz.IdOf(told.QuizId), () => new KnownQuiz(told.QuizId),
            quiz => quiz.Hide(told.AuthorId, told.Hidden, told.Revision), cancellation);
        _known.Drop(told.QuizId);
        _hidden.Drop(told.QuizId);
    }

    /// <summary>Keeps an admin's mark.</summary>
    public Task Mark(QuizFeatured told, CancellationToken cancellation) =>
        Change(told.QuizId, KnownQuiz.IdOf(told.QuizId), () => new KnownQuiz(told.QuizId), quiz => quiz.Marked(told.Featured, told.Revision), cancellation);

    /// <summary>By which the players of a known quiz get pseudonyms: the same ones for ever.</summary>
    public async Task<string> Salt(string quizId, CancellationToken cancellation)
    {
        if ((await Known(quizId, cancellation)).Salt is { } known)
            return known;
        var salt = "";
        await Change(quizId, KnownQuiz.IdOf(quizId), () => new KnownQuiz(quizId), quiz => salt = quiz.TakeSalt(), cancellation);
        return salt;
    }

    private async Task<KnownQuiz> ReadKnown(string quizId)
    {
        if (await Find<KnownQuiz>(quizId, KnownQuiz.IdOf(quizId)) is { LatestVersion: > 0 } known)
            return known;
        await Ask(quizId, null);
        return await Find<KnownQuiz>(quizId, KnownQuiz.IdOf(quizId)) ?? throw Problem.NotFound("quiz");
    }

    private async Task<AnswerKey> ReadVersion((string QuizId, int Version) of)
    {
        var id = AnswerKey.IdOf(of.QuizId, of.Version);
        if (await Find<AnswerKey>(of.QuizId, id) is { } key)
            return key;
        await Ask(of.QuizId, of.Version);
        return await Find<AnswerKey>(of.QuizId, id) ?? throw Problem.NotFound("quiz version");
    }

    private async Task AskFor(QuizPublished published, CancellationToken cancellation)
    {
        try
        {
            await Version(published.QuizId, published.Version, cancellation);
        }
        catch (ProblemException e) when (e.Status == 404)
        {
            // Hidden meanwhile: the key is asked for again when somebody needs it.
        }
    }

    private async Task Ask(string quizId, int? version)
    {
        if (await _quizzes.AnswerKey(quizId, version, CancellationToken.None) is not { } answer)
            return;
        await Keep(answer.Published, CancellationToken.None);
        if (answer.ArchivedAt is { } at)
            await Archive(quizId, at, CancellationToken.None);
    }

    private async Task<T?> Find<T>(string partition, string id)
        where T : Document
    {
        await using var db = await _databases.CreateDbContextAsync();
        return await db.Find<T>(partition, id, CancellationToken.None);
    }

    private Task Change<T>(string partition, string id, Func<T> create, Action<T> change, CancellationToken cancellation)
        where T : Document =>
        _databases.Repeat(async db =>
        {
            change(await db.Find<T>(partition, id, cancellation) ?? db.Add(create()).Entity);
            await db.SaveChangesAsync(cancellation);
        }, cancellation);
}

public static class AnswerKeysExtensions
{
    public static FunctionsApplicationBuilder AddAnswerKeys(this FunctionsApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<AnswerKeys>();
        services.AddSingleton<Papers>();
        var (url, key) = (builder.Configuration.ServiceUrl("Quizzes", "http://localhost:3002"), builder.ServiceKey("Quizzes"));
        services.AddHttpClient<QuizzesClient>(client =>
            {
                client.BaseAddress = url;
                client.DefaultRequestHeaders.Add("x-functions-key", key);
            })
            .AddStandardResilienceHandler(options =>
            {
                // A player is waiting: answer 503 rather than late.
                options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(1.5);
                options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(4);
                options.Retry.MaxRetryAttempts = 2;
                options.Retry.Delay = TimeSpan.FromMilliseconds(100);
                options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(10);
                options.CircuitBreaker.MinimumThroughput = 10;
                options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(0.5); // shorter than clients are told to wait
            });
        return builder;
    }
}
