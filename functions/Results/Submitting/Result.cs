using System.Text.Json;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;
using QuizPlatform.Reviews;
using QuizPlatform.Scoring;

namespace QuizPlatform.Results;

/// <summary>One taking of one version of a quiz, scored when it came in. Never changes afterwards.</summary>
public sealed class Result : EventfulDocument
{
    private const string Prefix = "result-";

    private Result()
    {
    }

    private Result(string id, string userId)
        : base(IdOf(id), userId)
    {
    }

    public string QuizId { get; private set; } = null!;
    public int QuizVersion { get; private set; }
    public string? Category { get; private set; }

    /// <summary>
    /// The chosen option per question, in the quiz's order, where one is right in each; null where none was chosen. Otherwise empty, and <see cref="Given"/>
    /// tells.
    /// </summary>
    public List<int?> Answers { get; private set; } = [];

    /// <summary>What was answered to questions of all types, in the quiz's order, as a list in JSON; null where <see cref="Answers"/> tell.</summary>
    public string? AnswersJson { get; private set; }
    public double Score { get; private set; }
    public int MaxScore { get; private set; }
    public int CorrectAnswers { get; private set; }
    public int Percentage { get; private set; }
    public bool Passed { get; private set; }

    /// <summary>Seconds; null when the client did not tell.</summary>
    public int? TimeSpent { get; private set; }
    public DateTimeOffset SubmittedAt { get; private set; }

    /// <summary>Whether it counts on boards, as the quiz's rule said when it came in.</summary>
    public bool CountsOnBoard { get; private set; }

    /// <summary>Whether the player wrote the quiz: then it counts on that quiz's own board at most.</summary>
    public bool ByAuthor { get; private set; }

    /// <summary>Whether the player had no account: then, too, it counts on that quiz's own board at most.</summary>
    public bool ByGuest { get; private set; }

    /// <summary>The place this result was to give its player on the board of all time, as answered when it came in; 0 for none.</summary>
    public int LeaderboardPosition { get; private set; }

    /// <summary>Of the request that brought it, made of its Idempotency-Key if it had one: the document's id, unless it is the first on the quiz.</summary>
    public string? RequestId { get; private set; }

    /// <summary>Of the request that brought it, where it had an Idempotency-Key: tells a repeat from another use of the key.</summary>
    public string? Fingerprint { get; private set; }

    /// <summary>The id of the guest's result that this one goes on; null for one that nobody made as a guest.</summary>
    public string? KeptFrom { get; private set; }

    /// <summary>The <see cref="OutboxSegment"/> that tells whether its event may not be sent; null where pending events do.</summary>
    public string? Segment { get; private set; }

    public string UserId => Partition;
    public string PublicId => PublicIdOf(Id);

    public static string IdOf(string id) => Prefix + id;
    public static string PublicIdOf(string documentId) => documentId[Prefix.Length..];

    /// <summary>
    /// The id of a player's first result on a quiz. There is but one document of it, so that of first results that race the store itself lets
    /// exactly one be the first.
    /// </summary>
    public static string FirstIdOf(string userId, string quizId) => Platform.PublicId.Of($"{userId}\n{quizId}\n1");

    /// <summary>Scores the answers against the key. Percentage = 100 × score ÷ maxScore, rounded half away from zero.</summary>
    /// <param name="id"><see cref="FirstIdOf"/> for the player's first result on the quiz.</param>
    /// <param name="before">What the player handed in before on the quiz; not needed of the first.</param>
    /// <param name="answers">As many as the key has questions, each null or read by that question's solution.</param>
    public static Result Submit(
        string id, string userId, KnownQuiz quiz, AnswerKey key, IReadOnlyList<Answer?> answers, int? timeSpent, IdempotencyKey? request, DateTimeOffset now,
        bool byGuest = false, IReadOnlyCollection<Taken>? before = null)
    {
        var total = Total.Of(key.Questions.ConvertAll(question => question.Marked()), answers);
        var result = new Result(id, userId)
        {
            QuizId = key.QuizId,
            QuizVersion = key.QuizVersion,
            Category = key.Category,
            Answers = key.HasOptionsOnly ? [.. answers.Select(answer => answer?.Option)] : [],
            AnswersJson = key.HasOptionsOnly ? null : $"[{string.Join(',', answers.Select(answer => answer?.Json ?? "null"))}]",
            Score = (double)total.Score,
            MaxScore = total.MaxScore,
            CorrectAnswers = total.CorrectAnswers,
            Percentage = total.Percentage,
            Passed = total.Percentage >= key.PassPercentage,
            TimeSpent = timeSpent,
            SubmittedAt = now,
            CountsOnBoard = quiz.Counts(first: id == FirstIdOf(userId, key.QuizId), before ?? [], now),
            ByAuthor = quiz.AuthorId == userId,
            ByGuest = byGuest,
            RequestId = request?.Id,
            Fingerprint = request?.Fingerprint,
        };
        return result;
    }

    /// <summary>The same, for the account that keeps what its player did as a guest; this one is to be removed.</summary>
    /// <param name="id">Where it is the account's first on the quiz, <see cref="FirstIdOf"/>.</param>
    /// <param name="before">What the account has handed in on the quiz: of what came before this one, its player may have been shown what is right.</param>
    public Result KeptBy(string userId, string id, KnownQuiz quiz, AnswerKey key, IReadOnlyCollection<Taken> before, DateTimeOffset now)
    {
        var kept = new Result(id, userId)
        {
            QuizId = QuizId,
            QuizVersion = QuizVersion,
            Category = Category,
            Answers = [.. Answers],
            AnswersJson = AnswersJson,
            Score = Score,
            MaxScore = MaxScore,
            CorrectAnswers = CorrectAnswers,
            Percentage = Percentage,
            Passed = Passed,
            TimeSpent = TimeSpent,
            SubmittedAt = SubmittedAt,
            CountsOnBoard = CountsOnBoard && quiz.Counts(id == FirstIdOf(userId, QuizId), [.. before.Where(taken => taken.At < SubmittedAt)], SubmittedAt),
            ByAuthor = quiz.AuthorId == userId,
            KeptFrom = PublicId,
            RequestId = RequestId,
            Fingerprint = Fingerprint,
        };
        var told = kept.ToEvent(key);
        kept.Raise(told.SentAs(), told, now);
        return kept;
    }

    /// <summary>What was answered, in the quiz's order; null where nothing was.</summary>
    public IReadOnlyList<Answer?> Given()
    {
        if (AnswersJson is null)
            return Answers.ConvertAll(option => option is { } index ? Answer.OfOption(index) : default(Answer?));
        using var answers = JsonDocument.Parse(AnswersJson);
        return [.. answers.RootElement.EnumerateArray().Select(given =>
            given.ValueKind == JsonValueKind.Null ? default(Answer?) : new(given.GetRawText()))];
    }

    public void SendBy(string segment) => Segment = segment;

    public void TakePosition(int? position) => LeaderboardPosition = position ?? 0;

    /// <summary>What is told of this result: once by event, and again to whoever counts anew from what is stored.</summary>
    public ResultSubmitted ToEvent(AnswerKey key) => new(
        PublicId, UserId, QuizId, QuizVersion, Category, Score, MaxScore, Percentage, Passed, TimeSpent, SubmittedAt,
        [.. key.Questions.Zip(Given(), (question, answer) => question.Answered(answer))],
        CountsOnBoard, ByAuthor, ByGuest, KeptFrom);
}
