using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using QuizPlatform.Hosting;
using QuizPlatform.Testing;

namespace QuizPlatform.Platform.Tests;

public sealed class RateLimitsTests
{
    private static readonly DateTimeOffset Sunday = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_client_is_told_where_it_stands()
    {
        using var app = App();
        var request = From("192.0.2.1");

        app.Limits.Require("try", request);

        Assert.Equal("\"try\";q=3;w=3600", request.HttpContext.Response.Headers["RateLimit-Policy"]);
        Assert.Equal("\"try\";r=2;t=1200", request.HttpContext.Response.Headers["RateLimit"]);
    }

    [Fact]
    public void One_too_many_is_refused_and_told_when_to_come_back()
    {
        using var app = App();
        for (var i = 0; i < 3; i++)
            app.Limits.Require("try", From("192.0.2.1"));

        var request = From("192.0.2.1");
        var refused = Assert.Throws<ProblemException>(() => app.Limits.Require("try", request));

        Assert.Equal(429, refused.Status);
        Assert.InRange(refused.RetryAfter!.Value.TotalSeconds, 1, 1200);
        Assert.Equal("\"try\";r=0;t=3600", request.HttpContext.Response.Headers["RateLimit"]);
    }

    [Fact]
    public void Addresses_and_callers_are_counted_apart()
    {
        using var app = App();
        for (var i = 0; i < 3; i++)
            app.Limits.Require("try", From("192.0.2.1"), Caller("ann"));

        Assert.Throws<ProblemException>(() => app.Limits.Require("try", From("192.0.2.2"), Caller("ann")));
        app.Limits.Require("try", From("192.0.2.1"), Caller("bob"));
        app.Limits.Require("try", From("192.0.2.1"));
    }

    [Fact]
    public void A_setting_raises_a_limit()
    {
        using var app = App(("RateLimits:try:Permits", "100"));

        for (var i = 0; i < 100; i++)
            app.Limits.Require("try", From("192.0.2.1"));

        Assert.Throws<ProblemException>(() => app.Limits.Require("try", From("192.0.2.1")));
    }

    [Fact]
    public void A_setting_turns_limits_off()
    {
        using var app = App(("RateLimits:Enabled", "false"));

        for (var i = 0; i < 100; i++)
            app.Limits.Require("try", From("192.0.2.1"));
    }

    [Fact]
    public void A_limit_of_nothing_stops_the_app() =>
        Assert.Throws<OptionsValidationException>(() =>
        {
            using var app = App(("RateLimits:try:Permits", "0"));
            app.Limits.Require("try", From("192.0.2.1"));
        });

    [Fact]
    public async Task Permits_come_back_with_time()
    {
        using var app = App(("RateLimits:try:Permits", "20"), ("RateLimits:try:Seconds", "1"));
        for (var i = 0; i < 20; i++)
            app.Limits.Require("try", From("192.0.2.1"));

        await Task.Delay(1500);

        app.Limits.Require("try", From("192.0.2.1"));
    }

    [Theory]
    [InlineData(0, "192.0.2.1", "203.0.113.9", "192.0.2.1")] // nobody of ours before us: what a client claims counts for nothing
    [InlineData(1, "10.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData(1, "10.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9")]
    [InlineData(1, "10.0.0.1", "203.0.113.9:51234", "203.0.113.9")]
    [InlineData(1, "10.0.0.1", "[2001:db8:1:2:3:4:5:6]:51234", "2001:db8:1:2::/64")]
    [InlineData(1, "10.0.0.1", "nonsense", "10.0.0.1")]
    [InlineData(1, "10.0.0.1", null, "10.0.0.1")]
    [InlineData(2, "10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9")]
    [InlineData(2, "10.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData(0, "::ffff:192.0.2.1", null, "192.0.2.1")]
    [InlineData(0, "2001:db8:1:2:3:4:5:6", null, "2001:db8:1:2::/64")]
    public void An_address_is_believed_only_as_far_as_our_own_proxies_saw_it(int proxies, string peer, string? forwarded, string expected)
    {
        var request = From(peer);
        if (forwarded is not null)
            request.Headers["X-Forwarded-For"] = forwarded;

        Assert.Equal(expected, new ClientAddress(Options.Create(new RateLimitOptions { TrustedProxies = proxies })).Of(request));
    }

    private static HttpRequest From(string address)
    {
        var request = TestHttp.Request("POST");
        request.HttpContext.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return request;
    }

    private static Caller Caller(string userId) => new(userId, "session", [], Sunday, Sunday.AddMinutes(15));

    private static LimitedApp App(params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value));
        builder.AddRateLimit("try", permits: 3, seconds: 3600);
        return new LimitedApp(builder.Build());
    }

    private sealed record LimitedApp(IHost Host) : IDisposable
    {
        public RateLimits Limits => Host.Services.GetRequiredService<RateLimits>();

        public void Dispose() => Host.Dispose();
    }
}
