using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using QuizPlatform.Web.Organisation;

namespace QuizPlatform.Web.Tests;

public class SharedDiscoveryTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Provider _provider = new();
    private readonly SharedDiscovery _shared;

    public SharedDiscoveryTests() => _shared = new(_provider, _clock);

    [Fact]
    public async Task All_who_wait_wait_for_one_attempt_which_nobody_of_them_ends()
    {
        using var leaving = new CancellationTokenSource();
        var left = _shared.GetConfigurationAsync(leaving.Token);
        var waiting = Enumerable.Range(0, 20).Select(_ => _shared.GetConfigurationAsync(default)).ToList();

        await leaving.CancelAsync();
        _provider.Answer.SetResult(new());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await Task.WhenAll(waiting);
        Assert.Equal(1, _provider.Asked);
    }

    [Fact]
    public async Task After_a_failure_there_is_a_pause()
    {
        var waiting = _shared.GetConfigurationAsync(default);
        _provider.Answer.SetException(new HttpRequestException());
        await Assert.ThrowsAsync<HttpRequestException>(() => waiting);
        await Assert.ThrowsAsync<HttpRequestException>(() => _shared.GetConfigurationAsync(default));
        Assert.Equal(1, _provider.Asked);

        _clock.Advance(SharedDiscovery.Pause);
        _provider.Answer = new();
        _provider.Answer.SetResult(new());
        await _shared.GetConfigurationAsync(default);

        Assert.Equal(2, _provider.Asked);
    }

    private sealed class Provider : IConfigurationManager<OpenIdConnectConfiguration>
    {
        public TaskCompletionSource<OpenIdConnectConfiguration> Answer { get; set; } = new();

        public int Asked { get; private set; }

        public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
        {
            Asked++;
            return Answer.Task.WaitAsync(cancel);
        }

        public void RequestRefresh()
        {
        }
    }
}
