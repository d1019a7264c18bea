using System.Text;
using Microsoft.Extensions.Logging;

namespace QuizPlatform.Gateway.Tests;

/// <summary>What no browser sends: the fault is the sender's, and told as such.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private Door _door = null!;

    public async Task InitializeAsync()
    {
        _door = await Door.Open();
        _ = new Accounts(_door.Users);
    }

    public Task DisposeAsync() => _door.DisposeAsync().AsTask();

    [Theory]
    [InlineData("x'y")]
    [InlineData("[::1]:99999")]
    [InlineData("localhost:99999")]
    [InlineData("a..b")]
    [InlineData("")]
    public async Task A_host_that_is_none_is_refused_whatever_is_asked_for(string host)
    {
        foreach (var path in (string[])["/register", "/nothing-here", "/api/quizzes", "/health"])
        {
            var answer = await _door.Send($"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n");

            Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
            Assert.Contains("names no host", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LocalHost:4520")]
    [InlineData("localhost.")]
    [InlineData("localhost:080")]
    [InlineData("xn--gre-6ka8i.example")]
    [InlineData("a_b.example")]
    [InlineData("[::1]:4520")]
    [InlineData("10.0.0.7")]
    public async Task Any_host_that_is_one_is_answered(string host)
    {
        var answer = await _door.Send($"GET /register HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/people?closed=foo", 302)]
    [InlineData("/people?closed=true&closed=", 302)]
    [InlineData("/account?saved=%00%FF", 302)]
    [InlineData("/register?return=a&return=b&return=%ED%A0%80", 200)]
    [InlineData("/sign-in?return=%ED%A0%80&return=/x", 200)]
    public async Task Whatever_stands_in_a_pages_query_it_is_answered(string target, int status)
    {
        await using var ann = _door.Visitor();
        using var answer = await ann.Get(target);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "a=b", 415)]
    [InlineData("application/x-www-form-urlencoded; charset=none", "a=b", 415)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"f\"\r\n\r\nx\r\n--b--\r\n", 415)]
    [InlineData("multipart/form-data", "a", 415)]
    [InlineData("application/x-www-form-urlencoded", "1=1&2=2&", 400, 2000)]
    [InlineData("application/x-www-form-urlencoded", "key", 400, 2000)]
    [InlineData("application/x-www-form-urlencoded; charset=\"UTF-8\"", "a=%", 400)]
    public async Task A_form_that_cannot_be_read_is_refused_with_a_page(string type, string body, int status, int times = 1)
    {
        foreach (var path in (string[])["/sign-in", "/preferences", "/sign-out"])
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(body, times))));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var answer = await _door.Http.PostAsync(path, content);

            Assert.Equal((status, "text/html"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        }
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nx", 400)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nx\r\n--b--\r\n", 400)]
    [InlineData("multipart/form-data", "a", 400)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "a=b", 415)]
    public async Task A_form_with_a_file_that_cannot_be_read_is_refused_with_a_page(string type, string body, int status)
    {
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await _door.Http.PostAsync("/my/quizzes/import", content);

        Assert.Equal((status, "text/html"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Empty(_door.Log.Of(LogLevel.Error));
    }

    [Theory]
    [InlineData("FFFFFFFFFF\r\n")]
    [InlineData("x\r\n")]
    [InlineData("3\r\nabcd\r\n")]
    public async Task A_body_that_is_framed_wrongly_is_refused(string chunks)
    {
        foreach (var path in (string[])["/api/users/login", "/sign-in"])
        {
            var answer = await _door.Send($"POST {path} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}");

            Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("quiz-session=chunks-2; quiz-sessionC1=x")]
    [InlineData("quiz-session=chunks-2147483647; quiz-sessionC1=x")]
    [InlineData("quiz-session=x; quiz-forms=x; language=%00; theme=;;=")]
    public async Task Whatever_a_cookie_says_a_page_is_shown(string cookies)
    {
        var answer = await _door.Send($"GET /register HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Empty(_door.Log.Of(LogLevel.Error)); // else anybody writes there what they like, as often as they like
    }
}
