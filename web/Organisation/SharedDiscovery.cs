using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace QuizPlatform.Web.Organisation;

/// <summary>
/// What the provider says of itself, for which it is asked once for all who wait, with a pause after a failure: by itself the library has each of them wait
/// for the attempts of those before, and while the provider hangs each attempt takes its whole time.
/// </summary>
internal sealed class SharedDiscovery(IConfigurationManager<OpenIdConnectConfiguration> provider, TimeProvider clock)
    : IConfigurationManager<OpenIdConnectConfiguration>
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<OpenIdConnectConfiguration>? _asking;
    private long _endedAt;

    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_asking is null or { IsCompletedSuccessfully: true } || (_asking.IsCompleted && clock.GetElapsedTime(_endedAt) >= Pause))
                _asking = Ask(); // what it knows it answers from memory
            return _asking.WaitAsync(cancel);
        }
    }

    public void RequestRefresh() => provider.RequestRefresh();

    // Not ended by one of those who wait.
    private async Task<OpenIdConnectConfiguration> Ask()
    {
        try
        {
            return await provider.GetConfigurationAsync(CancellationToken.None);
        }
        finally
        {
            _endedAt = clock.GetTimestamp();
        }
    }
}
