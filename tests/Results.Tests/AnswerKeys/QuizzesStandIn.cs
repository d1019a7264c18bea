using System.Net;
using System.Text.Json;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results.Tests;

/// <summary>Answers as the Quizzes app's answer-key route does.</summary>
internal sealed class QuizzesStandIn : HttpMessageHandler
{
    public Dictionary<string, QuizPublished> Published { get; } = [];
    public bool Down { get; set; }
    public int Asked { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked++;
        if (Down)
            throw new HttpRequestException("Connection refused");
        return Task.FromResult(Published.TryGetValue(request.RequestUri!.Segments[4].Trim('/'), out var quiz)
            ? new HttpResponseMessage { Content = new StringContent(JsonSerializer.Serialize(quiz, Json.Options)) }
            : new HttpResponseMessage(HttpStatusCode.NotFound));
    }
}
