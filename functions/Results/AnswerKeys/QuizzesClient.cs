using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Polly.CircuitBreaker;
using Polly.Timeout;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;
using QuizPlatform.Reviews;

namespace QuizPlatform.Results;

/// <summary>Asks the Quizzes app for an answer key that no event has brought yet, and for what a version asked.</summary>
public sealed class QuizzesClient(HttpClient http)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <param name="version">Null for the newest.</param>
    /// <returns>Null when there is no such published quiz or version.</returns>
    /// <exception cref="ProblemException">503: Quizzes cannot be reached, or does not accept this app's key.</exception>
    public async Task<AnswerKeyAnswer?> AnswerKey(string quizId, int? version, CancellationToken cancellation)
    {
        try
        {
            var query = version is null ? "" : $"?version={version}";
            using var response = await http.GetAsync($"api/internal/quizzes/{quizId}/answer-key{query}", cancellation);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return null;
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<AnswerKeyAnswer>(Json.Options, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or BrokenCircuitException or TimeoutRejectedException or JsonException)
        {
            throw Problem.Unavailable(
                "This quiz cannot be scored just now, because the quiz service does not answer. Your answers are not lost: send them again.", RetryAfter);
        }
    }
}

/// <summary>
/// What the Quizzes app answers: the event it sent when the version was published, whether the quiz has been archived since, and what it asked.
/// </summary>
public sealed record AnswerKeyAnswer(
    string QuizId, int Version, string Title, string? Category, string AuthorId, int PassPercentage,
    IReadOnlyList<PublishedQuestion> Questions, DateTimeOffset PublishedAt, int? TimeLimit, string? LeaderboardCounts, DateTimeOffset? ArchivedAt,
    string? Language, IReadOnlyList<AskedQuestion>? Asked, bool AccountsOnly = false, bool MadeUpNames = false, string? Reveal = null,
    DateTimeOffset? RevealAt = null, int Revision = 0, string? TextFormat = null)
{
    public QuizPublished Published => new(
        QuizId, Version, Title, Category, AuthorId, PassPercentage, Questions, PublishedAt, TimeLimit, LeaderboardCounts, AccountsOnly, MadeUpNames,
        Reveal, RevealAt, Revision);
}
