using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// The keys that the organisation's provider signs with, as its discovery document names them: read when first needed, when they are old, and for a key
/// that is not known. Those known serve while the provider is down. It is asked by one at a time, with a pause in between, so made-up keys cost it nothing.
/// </summary>
public sealed class IssuerKeys(IHttpClientFactory clients, IOptions<OrganisationOptions> options, TimeProvider clock, ILogger<IssuerKeys> log)
{
    public const string ClientName = "organisation";

    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private volatile OpenIdConnectConfiguration? _known;
    private Task<bool>? _asking;
    private long _askedAt;

    /// <param name="keyId">One that should be among them; asked for anew where it is not.</param>
    /// <exception cref="ProblemException">503: the provider cannot be asked.</exception>
    public async Task<OpenIdConnectConfiguration> Find(string? keyId, CancellationToken cancellation)
    {
        if (_known is not { } known || clock.GetElapsedTime(_askedAt) >= MaxAge || !known.SigningKeys.Any(key => key.KeyId == keyId))
            await Ask().WaitAsync(cancellation);
        return _known ?? throw new ProblemException(
            503, "The organisation's sign-in cannot be reached just now. Try again in a moment, or sign in with your password.", "organisation.unavailable")
        {
            RetryAfter = PauseAfterFailure,
        };
    }

    private Task<bool> Ask()
    {
        lock (_gate)
        {
            var isRecent = _asking is { } last
                && (!last.IsCompleted || clock.GetElapsedTime(_askedAt) < (last.Result ? Pause : PauseAfterFailure));
            return isRecent ? _asking! : _asking = Task.Run(Fetch);
        }
    }

    private async Task<bool> Fetch()
    {
        try
        {
            using var http = clients.CreateClient(ClientName);
            var authority = options.Value.Authority!.TrimEnd('/');
            var documents = new HttpDocumentRetriever(http) { RequireHttps = !new Uri(authority).IsLoopback };
            var found = await OpenIdConnectConfigurationRetriever.GetAsync($"{authority}/.well-known/openid-configuration", documents, default);
            if (found.Issuer?.TrimEnd('/') != authority)
                throw new InvalidDataException($"it calls itself {found.Issuer}, not {authority}"); // OpenID Connect Discovery 1.0, 4.3
            _known = found;
            return true;
        }
        catch (Exception e)
        {
            log.LogWarning("The organisation's provider could not be asked for its keys: {Reason}", e.InnerException?.Message ?? e.Message);
            return false;
        }
        finally
        {
            _askedAt = clock.GetTimestamp();
        }
    }
}
