using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results;

/// <summary>What boards and statistics need of a result.</summary>
/// <param name="ResultId">The id of the document.</param>
/// <param name="CountsOnBoard">Whether it counts on boards at all.</param>
/// <param name="ByAuthor">Whether the player wrote the quiz.</param>
/// <param name="ByGuest">Whether the player has no account.</param>
public sealed record Attempt(
    string ResultId, string QuizId, string? Category, double Score, int MaxScore, int Percentage, int? TimeSpent, DateTimeOffset SubmittedAt,
    bool CountsOnBoard, bool ByAuthor, bool ByGuest)
{
    public string PublicId => Result.PublicIdOf(ResultId);

    /// <summary>That of a result which is told of.</summary>
    public static Attempt Of(ResultSubmitted told) => new(
        Result.IdOf(told.ResultId), told.QuizId, told.Category, told.Score, told.MaxScore, told.Percentage, told.TimeSpent, told.SubmittedAt,
        told.CountsOnBoard, told.ByAuthor, told.ByGuest);
}

public static class Attempts
{
    /// <summary>
    /// All attempts of one player, oldest first: one query on one partition. Boards and statistics are counted from these where they cannot be added up,
    /// so that repeated, late and reordered events cannot make them wrong.
    /// </summary>
    /// <param name="told">The results that made this be counted again.</param>
    /// <exception cref="InvalidOperationException">A result told of is not to be seen yet: a replica lags. The bus will deliver it again.</exception>
    public static async Task<IReadOnlyList<Attempt>> Of(
        ResultsDb db, string userId, IEnumerable<ResultSubmitted> told, CancellationToken cancellation)
    {
        var attempts = await db.Results.AsNoTracking()
            .Where(r => r.Partition == userId)
            .Select(r => new Attempt(
                r.Id, r.QuizId, r.Category, r.Score, r.MaxScore, r.Percentage, r.TimeSpent, r.SubmittedAt, r.CountsOnBoard, r.ByAuthor, r.ByGuest))
            .ToListAsync(cancellation);
        var seen = attempts.Select(a => a.PublicId).ToHashSet(StringComparer.Ordinal);
        if (told.FirstOrDefault(t => !seen.Contains(t.ResultId)) is { } missing)
            throw new InvalidOperationException($"The result {missing.ResultId} is not among the player's results yet.");
        return [.. attempts.InOrder()];
    }

    /// <summary>Oldest first.</summary>
    public static IEnumerable<Attempt> InOrder(this IEnumerable<Attempt> attempts) =>
        attempts.OrderBy(a => a.SubmittedAt).ThenBy(a => a.ResultId, StringComparer.Ordinal);

    /// <summary>Two decimals, half away from zero: the rounding of every average the API shows.</summary>
    public static double Average(long sum, int count) =>
        count == 0 ? 0 : (double)Math.Round((decimal)sum / count, 2, MidpointRounding.AwayFromZero);
}
