using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results;

/// <summary>A quiz's analytics as they were kept at a moment, and what its results add up to so far.</summary>
/// <param name="UpTo">Results from then on are still to be added; null when all are in it.</param>
/// <param name="End">Results up to then are to be added; of later ones those that were counted at the moment are in it already.</param>
/// <param name="Kept">By figure, as <c>passes</c> or <c>questions.q1.correct</c>.</param>
/// <param name="Expected">As <paramref name="Kept"/>.</param>
internal sealed record QuizSum(
    string QuizId, DateTimeOffset? UpTo, DateTimeOffset End, Dictionary<string, long> Kept, Dictionary<string, long> Expected)
{
    public IEnumerable<AuditDifference> Differences => Comparison.Of("analytics", QuizId, null, Kept, Expected);
}

/// <summary>Compares a quiz's analytics with its results, however many, a page at a time.</summary>
/// <param name="left">As <see cref="AuditScope.Left"/>.</param>
internal sealed class QuizAudit(ResultsDb db, string quizId, IReadOnlyDictionary<string, DateTimeOffset?> left, CancellationToken cancellation)
{
    // What came in longer ago has been told, unless messages wait for longer.
    private static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(1);

    private IReadOnlyDictionary<int, AnswerKey>? _keys;

    public async Task<QuizSum> Begin(DateTimeOffset now)
    {
        var id = QuizAnalytics.IdOf(quizId);
        var analytics = await db.Set<QuizAnalytics>().AsNoTracking().FirstOrDefaultAsync(a => a.Partition == quizId && a.Id == id, cancellation)
            ?? new(quizId);
        var sum = new QuizSum(quizId, DateTimeOffset.MinValue, now - OnItsWay, Figures(analytics), []);
        var newest = await db.Results.AsNoTracking().Where(r => r.QuizId == quizId && r.SubmittedAt > sum.End).ToListAsync(cancellation);
        var told = await Counting(newest);
        var kept = await CountedResults.Around(db, analytics, analytics.Unsure(told), cancellation);
        Add(sum.Expected, told.Where(t => analytics.HasCounted(t, kept)));
        return sum;
    }

    /// <returns>The sum with some more results.</returns>
    public async Task<QuizSum> Continue(QuizSum sum)
    {
        var (page, upTo) = await ResultsInOrder.From(db, sum.UpTo!.Value, quizId, cancellation);
        if (upTo > sum.End)
            upTo = null;
        var some = page.FindAll(r => upTo is null ? r.SubmittedAt <= sum.End : r.SubmittedAt < upTo); // those of its moment come again
        Add(sum.Expected, await Counting(some));
        return sum with { UpTo = upTo };
    }

    // What is told of those that count. A guest's that an account keeps counts once, and may be there twice until it has moved.
    private async Task<List<ResultSubmitted>> Counting(List<Result> results)
    {
        var ofGuests = results.Where(r => r.ByGuest).Select(r => r.PublicId).ToList();
        var moved = ofGuests.Count == 0 ? [] : await db.Results.AsNoTracking().Where(r => r.QuizId == quizId && ofGuests.Contains(r.KeptFrom!))
            .Select(r => r.KeptFrom!).ToListAsync(cancellation);
        _keys ??= await db.Keys(quizId, cancellation);
        return ResultsDb.Told(_keys, results.Where(r => !r.ByAuthor && !left.IsLate(r.UserId, r.SubmittedAt)).ExceptBy(moved, r => r.PublicId));
    }

    private static Dictionary<string, long> Figures(QuizAnalytics of)
    {
        var figures = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["totalAttempts"] = of.TotalAttempts,
            ["percentageSum"] = of.PercentageSum,
            ["highestScore"] = of.HighestScore,
            ["passes"] = of.Passes,
            ["timeSpentSum"] = of.TimeSpentSum,
            ["timedAttempts"] = of.TimedAttempts,
        };
        AddEach("scoreDistribution", of.ScoreDistribution);
        AddEach("percentages", of.Percentages ?? []);
        foreach (var question in of.Questions)
        {
            var name = $"questions.{question.QuestionId}";
            figures[$"{name}.attempts"] = question.Attempts;
            figures[$"{name}.correct"] = question.Correct;
            figures[$"{name}.unanswered"] = question.Unanswered;
            AddEach($"{name}.choices", question.Choices);
        }

        return figures;

        void AddEach(string name, List<int> counts)
        {
            for (var i = 0; i < counts.Count; i++)
                figures[$"{name}.{i}"] = counts[i];
        }
    }

    private static void Add(Dictionary<string, long> figures, IEnumerable<ResultSubmitted> results)
    {
        foreach (var result in results)
        {
            Count("totalAttempts");
            Count("percentageSum", result.Percentage);
            figures["highestScore"] = Math.Max(figures.GetValueOrDefault("highestScore"), result.Percentage);
            Count("passes", result.Passed ? 1 : 0);
            Count("timeSpentSum", result.TimeSpent ?? 0);
            Count("timedAttempts", result.TimeSpent is null ? 0 : 1);
            Count($"scoreDistribution.{Math.Min(result.Percentage / 10, 9)}");
            Count($"percentages.{result.Percentage}");
            foreach (var answered in result.Questions)
            {
                var name = $"questions.{answered.QuestionId}";
                Count($"{name}.attempts");
                Count($"{name}.correct", answered.Correct ? 1 : 0);
                Count($"{name}.unanswered", answered.Choices is null ? 1 : 0);
                foreach (var choice in answered.Choices ?? [])
                    Count($"{name}.choices.{choice}");
            }
        }

        void Count(string figure, long by = 1) => figures[figure] = figures.GetValueOrDefault(figure) + by;
    }
}
