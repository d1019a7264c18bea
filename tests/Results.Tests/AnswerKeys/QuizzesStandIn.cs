using System.Net;
using System.Text.Json;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;
using QuizPlatform.Reviews;

namespace QuizPlatform.Results.Tests;

/// <summary>Answers as the Quizzes app's answer-key route does.</summary>
internal sealed class QuizzesStandIn : HttpMessageHandler
{
    public Dictionary<string, QuizPublished> Published { get; } = [];

    /// <summary>What the quizzes asked, by quiz, whatever the version; none of those that are not there.</summary>
    public Dictionary<string, AskedQuestion[]> Texts { get; } = [];

    /// <summary>Of all texts; null: as told by a Quizzes app that knows none.</summary>
    public string? TextFormat { get; set; } = "plain";
    public bool Down { get; set; }
    public int Asked { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked++;
        if (Down)
            throw new HttpRequestException("Connection refused");
        if (!Published.TryGetValue(request.RequestUri!.Segments[4].Trim('/'), out var quiz))
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound));

        var answer = new AnswerKeyAnswer(
            quiz.QuizId, quiz.Version, quiz.Title, quiz.Category, quiz.AuthorId, quiz.PassPercentage, quiz.Questions!, quiz.PublishedAt, quiz.TimeLimit,
            quiz.LeaderboardCounts, ArchivedAt: null, Language: "de", Texts.GetValueOrDefault(quiz.QuizId, []),
            quiz.AccountsOnly, quiz.MadeUpNames, quiz.Reveal, quiz.RevealAt, quiz.Revision, TextFormat);
        return Task.FromResult(new HttpResponseMessage { Content = new StringContent(JsonSerializer.Serialize(answer, Json.Options)) });
    }
}
