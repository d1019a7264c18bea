using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace QuizPlatform.Platform.Tests;

public class SignedAddressTests
{
    private const string Key = "a key of at least thirty-two characters";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 26, 10, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3::4", "2001:db8:1:2::/64")]
    public void An_app_believes_the_address_that_the_gateway_signed(string address, string believed) =>
        Assert.Equal(believed, Seen(Gateway(Key).Sign(IPAddress.Parse(address))!));

    [Fact]
    public void Nothing_else_is_believed()
    {
        var signed = Gateway(Key).Sign(IPAddress.Parse("203.0.113.7"))!;

        Assert.Equal("198.51.100.1", Seen());
        Assert.Equal("198.51.100.1", Seen("203.0.113.7"));
        Assert.Equal("198.51.100.1", Seen("203.0.113.7 now"));
        Assert.Equal("198.51.100.1", Seen(signed.Replace("203.0.113.7", "203.0.113.8", StringComparison.Ordinal)));
        Assert.Equal("198.51.100.1", Seen(signed[..^1]));
        Assert.Equal("198.51.100.1", Seen(signed + "0"));
        Assert.Equal("198.51.100.1", Seen(signed, signed));
        Assert.Equal("198.51.100.1", Seen(Gateway(Key + "!").Sign(IPAddress.Parse("203.0.113.7"))!));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(-60, true)]
    [InlineData(62, false)]
    [InlineData(-62, false)]
    public void It_is_good_for_a_minute(int seconds, bool good)
    {
        var signed = Gateway(Key).Sign(IPAddress.Parse("203.0.113.7"));
        var later = new FakeTimeProvider(_clock.GetUtcNow().AddSeconds(seconds));

        Assert.Equal(good, new SignedAddress(Options.Create(new GatewayKeyOptions { Key = Key }), later).Read(signed!) is not null);
    }

    [Fact]
    public void Without_a_key_nothing_is_signed_and_nothing_believed()
    {
        var without = Gateway(null);

        Assert.Null(without.Sign(IPAddress.Loopback));
        Assert.Null(without.Read(Gateway(Key).Sign(IPAddress.Loopback)!));
    }

    private SignedAddress Gateway(string? key) => new(Options.Create(new GatewayKeyOptions { Key = key }), _clock);

    private string? Seen(params string[] headers)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("198.51.100.1");
        context.Request.Headers[SignedAddress.Header] = headers;
        return new ClientAddress(Options.Create(new RateLimitOptions()), Gateway(Key)).Of(context.Request);
    }
}
