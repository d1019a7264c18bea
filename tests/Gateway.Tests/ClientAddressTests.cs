using System.Net;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway.Tests;

public sealed class ClientAddressTests
{
    private const string Key = "a key of at least thirty-two characters";

    [Fact]
    public async Task An_app_learns_the_clients_address_and_not_what_a_client_claims()
    {
        await using var door = await Door.Open($"Gateway:Key={Key}");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/quizzes");
        request.Headers.Add(SignedAddress.Header, "203.0.113.7 1764144000 00");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        await door.Http.SendAsync(request);

        Assert.True(door.Quizzes.Requests.TryDequeue(out var asked));
        var app = new SignedAddress(Options.Create(new GatewayKeyOptions { Key = Key }), TimeProvider.System);
        Assert.Equal(IPAddress.Loopback, app.Read(asked.Headers[SignedAddress.Header]));
        Assert.Equal("127.0.0.1", asked.Headers["X-Forwarded-For"]);
    }

    [Fact]
    public async Task A_reference_to_a_key_that_was_not_resolved_is_none_and_stops_the_start()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Door.Open("Gateway:Key=@Microsoft.KeyVault(SecretUri=https://v.example/a)"));

        Assert.StartsWith("The setting Gateway:Key cannot be used. The reference to Key Vault was not resolved",
            Assert.IsType<OptionsValidationException>(failure.GetBaseException()).Failures.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_claimed()
    {
        await using var door = await Door.Open();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/quizzes");
        request.Headers.Add(SignedAddress.Header, "203.0.113.7 1764144000 00");
        await door.Http.SendAsync(request);

        Assert.True(door.Quizzes.Requests.TryDequeue(out var asked));
        Assert.DoesNotContain(SignedAddress.Header, asked.Headers.Keys);
    }
}
