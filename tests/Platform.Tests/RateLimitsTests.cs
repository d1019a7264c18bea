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
    [InlineData(null, "192.0.2.1", null, "203.0.113.9", "192.0.2.1")] // nobody of ours before us: what a client claims counts for nothing
    [InlineData(null, "192.0.2.1", "203.0.113.9", null, "192.0.2.1")]
    [InlineData(null, "::ffff:192.0.2.1", null, null, "192.0.2.1")]
    [InlineData(null, "2001:db8:1:2:3:4:5:6", null, null, "2001:db8:1:2::/64")]
    [InlineData("Client-IP", "127.0.0.1", "203.0.113.9:51234", null, "203.0.113.9")]
    [InlineData("Client-IP", "127.0.0.1", "203.0.113.9:51234", "6.6.6.6", "203.0.113.9")]
    [InlineData("Client-IP", "127.0.0.1", "[2001:db8:1:2:3:4:5:6]:51234", null, "2001:db8:1:2::/64")]
    [InlineData("Client-IP", "127.0.0.1", "[::ffff:203.0.113.9]:51234", null, "203.0.113.9")]
    [InlineData("Client-IP", "127.0.0.1", "nonsense", "6.6.6.6", null)] // never the proxy's own: it is everybody's
    [InlineData("Client-IP", "127.0.0.1", null, "6.6.6.6", null)]
    [InlineData("X-Forwarded-For", "10.0.0.1", "6.6.6.6", "203.0.113.9", "203.0.113.9")]
    [InlineData("X-Forwarded-For", "10.0.0.1", null, "6.6.6.6, 203.0.113.9", "203.0.113.9")]
    public void An_address_is_believed_only_as_far_as_our_own_proxies_saw_it(
        string? header, string peer, string? clientIp, string? forwardedFor, string? expected)
    {
        var request = From(peer);
        request.Headers["Client-IP"] = clientIp;
        request.Headers["X-Forwarded-For"] = forwardedFor;

        Assert.Equal(expected, Addresses(header).Of(request));
    }

    // What the worker gets in Azure: the front end's headers as they are seen there, behind it a host that has replaced X-Forwarded-For, of which the
    // worker has taken the one entry for the connection's. What the client had claimed is gone, or stands where nobody looks.
    [Fact]
    public void What_Azure_sends_tells_the_address_that_its_front_end_saw_whatever_the_client_claims()
    {
        var request = TestHttp.Request(
            "POST", "/api/users/login?Headers=%7B%22X-Forwarded-For%22%3A%226.6.6.6%22%7D", new { headers = new { ClientIP = "6.6.6.6" } }, null,
            ("Host", "func-users.azurewebsites.net"), ("Max-Forwards", "10"), ("Disguised-Host", "func-users.azurewebsites.net"),
            ("Client-IP", "198.51.100.84:65078"), ("X-Client-IP", "198.51.100.84"), ("X-Client-Port", "65078"), ("X-Original-For", "127.0.0.1:40122"),
            ("X-Original-URL", "/api/users/login"), ("X-Azure-ClientIP", "6.6.6.6"), ("X-Real-IP", "6.6.6.6"), ("Forwarded", "for=6.6.6.6"));
        request.HttpContext.Connection.RemoteIpAddress = IPAddress.Parse("169.254.129.1");

        Assert.Equal("198.51.100.84", Addresses("Client-IP").Of(request));
    }

    [Fact]
    public void Those_whose_address_nobody_can_tell_share_a_larger_limit()
    {
        using var app = App(("RateLimits:AddressHeader", "Client-IP"));
        for (var i = 0; i < 30; i++)
            app.Limits.Require("try", From("127.0.0.1"));

        Assert.Throws<ProblemException>(() => app.Limits.Require("try", From("127.0.0.1")));

        var known = From("127.0.0.1");
        known.Headers["Client-IP"] = "203.0.113.9:51234";
        app.Limits.Require("try", known);
        Assert.Equal("\"try\";q=3;w=3600", known.HttpContext.Response.Headers["RateLimit-Policy"]);
    }

    private static ClientAddress Addresses(string? header) =>
        new(Options.Create(new RateLimitOptions { AddressHeader = header }), new SignedAddress(Options.Create(new GatewayKeyOptions()), TimeProvider.System));

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
