using Microsoft.AspNetCore.Http;
using QuizPlatform.Testing;

namespace QuizPlatform.Platform.Tests;

public sealed class SecurityHeadersTests
{
    [Fact]
    public async Task Every_answer_carries_them_also_a_problem()
    {
        var answers = new[]
        {
            await TestHttp.Request("GET").Answer(() => Task.FromResult<IResult>(TypedResults.Ok("fine"))),
            await TestHttp.Request("GET").Answer(() => throw Problem.NotFound("thing")),
            await TestHttp.Request("GET").Answer(() => throw new InvalidOperationException("with the inside in its message")),
        };

        Assert.Equal([200, 404, 500], answers.Select(a => a.Status));
        foreach (var headers in answers.Select(a => a.Headers))
        {
            Assert.Equal("nosniff", headers.XContentTypeOptions);
            Assert.Equal("default-src 'none'; frame-ancestors 'none'", headers.ContentSecurityPolicy);
            Assert.Equal("no-referrer", headers["Referrer-Policy"]);
            Assert.Equal("no-store", headers.CacheControl);
        }
    }

    [Fact]
    public async Task A_failure_of_ours_tells_nothing_of_the_inside()
    {
        var answer = await TestHttp.Request("GET").Answer(() => throw new InvalidOperationException("with the inside in its message"));

        Assert.DoesNotContain("inside", answer.Json!.ToJsonString(), StringComparison.Ordinal);
        Assert.NotEmpty(answer.Value<string>("traceId"));
    }
}
