using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QuizPlatform.Gateway.Tests;

public sealed partial class DescriptionTests : IAsyncLifetime
{
    private Door _door = null!;

    public async Task InitializeAsync() => _door = await Door.Open();

    public async Task DisposeAsync() => await _door.DisposeAsync();

    [Fact]
    public async Task The_description_is_served_once_to_whoever_keeps_it()
    {
        using var first = await _door.Http.GetAsync("/openapi.json");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi.json") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var again = await _door.Http.SendAsync(request);

        Assert.Equal("application/json", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal("3.1.1", (string?)JsonNode.Parse(await first.Content.ReadAsStringAsync())!["openapi"]);
        Assert.Equal((true, TimeSpan.FromMinutes(5)), (first.Headers.CacheControl!.Public, first.Headers.CacheControl.MaxAge));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task The_page_has_its_scripts_from_here_and_an_origin_of_its_own()
    {
        using var page = await _door.Http.GetAsync("/docs");
        var html = await page.Content.ReadAsStringAsync();
        var scripts = Script().Matches(html);

        var csp = Assert.Single(page.Headers.GetValues("Content-Security-Policy")).Split("; ");
        Assert.Contains("sandbox allow-scripts allow-popups", csp);
        Assert.Contains("script-src 'self'", csp);
        Assert.Contains("default-src 'none'", csp);
        Assert.Equal(2, scripts.Count);
        Assert.Equal(2, Regex.Count(html, "<script"));
        foreach (var source in scripts.Select(script => script.Groups[1].Value))
        {
            using var script = await _door.Http.GetAsync(source);
            Assert.Equal((HttpStatusCode.OK, "text/javascript"), (script.StatusCode, script.Content.Headers.ContentType!.MediaType));
        }
    }

    [GeneratedRegex("""<script src="(/[^"]+)" defer></script>""")]
    private static partial Regex Script();
}
