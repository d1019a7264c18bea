using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace QuizPlatform.Gateway.Tests;

public sealed class CompressionTests : IAsyncLifetime
{
    private static readonly string Long = JsonSerializer.Serialize(new { text = new string('a', 5000) });

    private Door _door = null!;
    private Visitor _ann = null!;

    public async Task InitializeAsync()
    {
        _door = await Door.Open();
        _ = new Accounts(_door.Users);
        _ann = _door.Visitor();
    }

    public async Task DisposeAsync()
    {
        await _ann.DisposeAsync();
        await _door.DisposeAsync();
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task What_everybody_may_see_is_compressed_under_the_same_tag(string encoding)
    {
        _door.Quizzes.Answer = context => Answer(context, "no-cache", Long);

        using var answer = await _ann.Get("/api/quizzes", ("Accept-Encoding", encoding));

        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        Assert.Equal(("\"7\"", "Accept-Encoding"), (answer.Headers.ETag!.Tag, string.Join(',', answer.Headers.Vary)));
        await using var bytes = await answer.Content.ReadAsStreamAsync();
        await using Stream plain = encoding == "br" ? new BrotliStream(bytes, CompressionMode.Decompress) : new GZipStream(bytes, CompressionMode.Decompress);
        Assert.Equal(Long, await new StreamReader(plain).ReadToEndAsync());
        Assert.True(answer.Content.Headers.ContentLength is null or < 1000);
    }

    [Theory]
    [InlineData("no-store", 5000)]
    [InlineData("private, no-cache", 5000)]
    [InlineData("no-cache", 100)]
    public async Task What_is_one_persons_alone_or_short_is_not(string caching, int length)
    {
        _door.Quizzes.Answer = context => Answer(context, caching, JsonSerializer.Serialize(new string('a', length)));

        using var answer = await _ann.Get("/api/quizzes", ("Accept-Encoding", "br"));

        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task A_page_is_compressed_until_somebody_is_signed_in()
    {
        using var before = await _ann.Get("/register", ("Accept-Encoding", "br"));
        using var signedIn = await _ann.SignIn();
        using var after = await _ann.Get("/register", ("Accept-Encoding", "br"));

        Assert.Equal(["br"], before.Content.Headers.ContentEncoding);
        Assert.Empty(after.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task What_a_client_has_already_is_304_as_before()
    {
        _door.Quizzes.Answer = context =>
        {
            context.Response.StatusCode = context.Request.Headers.IfNoneMatch == "\"7\"" ? 304 : 500;
            return Task.CompletedTask;
        };

        using var answer = await _ann.Get("/api/quizzes", ("Accept-Encoding", "br"), ("If-None-Match", "\"7\""));

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
    }

    private static Task Answer(HttpContext context, string caching, string json)
    {
        context.Response.Headers.CacheControl = caching;
        context.Response.Headers.ETag = "\"7\"";
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Length;
        return context.Response.WriteAsync(json);
    }
}
