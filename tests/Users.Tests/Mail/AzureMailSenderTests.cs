using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

public sealed class AzureMailSenderTests : IDisposable
{
    private static readonly Platform.Mail Letter = new(
        "0198f2c04e5b7c3a9d21aabbccddeeff", "ann@example.org", "Dein Passwort wurde geändert", "Grüße\n", "<p>Grüße</p>\n");

    private readonly Provider _azure = new();
    private readonly TestClock _clock = new();
    private readonly AzureMailSender _sender;

    public AzureMailSenderTests() => _sender = new(
        _azure,
        _azure,
        Options.Create(new MailOptions { Endpoint = "https://quiz.europe.communication.azure.com", From = "Ein Quiz <DoNotReply@quiz.example.org>" }),
        _clock);

    [Fact]
    public async Task A_letter_is_handed_over_by_the_apps_identity()
    {
        await _sender.Send(Letter, default);

        var asked = Assert.Single(_azure.Asked);
        Assert.Equal("POST https://quiz.europe.communication.azure.com/emails:send?api-version=2023-03-31", asked.What);
        Assert.Equal(("Bearer for https://communication.azure.com/.default", "0198f2c0-4e5b-7c3a-9d21-aabbccddeeff"), (asked.Authorization, asked.Operation));
        var expected = JsonNode.Parse("""
            {
              "senderAddress": "DoNotReply@quiz.example.org",
              "recipients": { "to": [{ "address": "ann@example.org" }] },
              "content": { "subject": "Dein Passwort wurde geändert", "plainText": "Grüße\n", "html": "<p>Grüße</p>\n" },
              "userEngagementTrackingDisabled": true
            }
            """);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(asked.Body)), asked.Body);
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(404, true)]
    [InlineData(400, true)]
    public async Task One_that_may_have_arrived_is_handed_over_unless_it_has(int status, bool sent)
    {
        _azure.Answer = request => new(request.Method == HttpMethod.Get ? (HttpStatusCode)status : HttpStatusCode.Accepted);

        await _sender.Send(Letter with { Again = true }, default);

        Assert.Equal(
            "GET https://quiz.europe.communication.azure.com/emails/operations/0198f2c0-4e5b-7c3a-9d21-aabbccddeeff?api-version=2023-03-31",
            _azure.Asked[0].What);
        Assert.Equal(sent ? 2 : 1, _azure.Asked.Count);
    }

    [Fact]
    public async Task While_nobody_can_tell_whether_it_has_it_is_not_handed_over()
    {
        _azure.Answer = _ => new(HttpStatusCode.ServiceUnavailable);

        await Assert.ThrowsAsync<IOException>(() => _sender.Send(Letter with { Again = true }, default));

        Assert.Single(_azure.Asked);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    [InlineData(409, false)]
    [InlineData(429, false)]
    [InlineData(500, false)]
    [InlineData(503, false)]
    public async Task What_is_refused_for_good_is_told_from_what_may_pass_and_whom_it_was_for_is_not(int status, bool forGood)
    {
        _azure.Answer = _ => new((HttpStatusCode)status)
        {
            Content = new StringContent("""{"error":{"code":"SomeCode","message":"ann@example.org is wrong"}}"""),
            Headers = { { "x-ms-error-code", "SomeCode" } },
        };

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => _sender.Send(Letter, default));

        Assert.Equal(forGood, thrown is MailRefusedException);
        Assert.Contains($"{status} SomeCode", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ann@", thrown.ToString(), StringComparison.Ordinal);
        Assert.Equal(status is 401 or 403, thrown.Message.Contains("identity", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData(null, 60)]
    [InlineData("86400", 3600)]
    [InlineData("date", 90)]
    public async Task After_too_many_it_is_left_in_peace_for_as_long_as_it_says(string? retryAfter, int seconds)
    {
        _azure.Answer = _ =>
        {
            var answer = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            if (retryAfter is not null)
                answer.Headers.Add("Retry-After", retryAfter == "date" ? _clock.GetUtcNow().AddSeconds(90).ToString("R") : retryAfter);
            return answer;
        };
        await Assert.ThrowsAsync<IOException>(() => _sender.Send(Letter, default));
        _azure.Answer = _ => new(HttpStatusCode.Accepted);

        _clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        await Assert.ThrowsAsync<IOException>(() => _sender.Send(Letter, default));
        Assert.Single(_azure.Asked);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _sender.Send(Letter, default);

        Assert.Equal(2, _azure.Asked.Count);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_said()
    {
        _azure.Fault = new InvalidOperationException("no identity endpoint");

        await Assert.ThrowsAsync<InvalidOperationException>(() => _sender.Send(Letter, default));
        Assert.Empty(_azure.Asked);
    }

    public void Dispose() => _azure.Dispose();

    private sealed record Asked(string What, string? Authorization, string? Operation, string Body);

    private sealed class Provider : HttpMessageHandler, IHttpClientFactory, IOwnIdentity
    {
        public List<Asked> Asked { get; } = [];
        public Func<HttpRequestMessage, HttpResponseMessage> Answer { get; set; } = _ => new(HttpStatusCode.Accepted);

        /// <summary>Of the identity.</summary>
        public Exception? Fault { get; set; }

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        public Task<string> Token(string scope, CancellationToken cancellation) => Fault is null ? Task.FromResult($"for {scope}") : throw Fault;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var operation = request.Headers.TryGetValues("Operation-Id", out var ids) ? ids.Single() : null;
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Asked.Add(new($"{request.Method} {request.RequestUri}", request.Headers.Authorization?.ToString(), operation, body));
            return Answer(request);
        }
    }
}
