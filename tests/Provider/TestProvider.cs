using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace QuizPlatform.Provider;

/// <summary>
/// An organisation's provider: OpenIddict's server with one client and no store (its degraded mode: what a store would look up is looked up here). Whoever
/// comes is signed in as <see cref="Who"/>, as is usual where one is signed in at work.
/// </summary>
public sealed class TestProvider : IAsyncDisposable
{
    public const string ClientId = "quiz-platform";
    public const string ClientSecret = "the secret of the client in a test";
    public const string Callback = "/sign-in/organisation/back";

    // Made once: that takes longer than most tests.
    private static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "key-of-the-provider" };
    private static readonly SymmetricSecurityKey CodesKey = new(RandomNumberGenerator.GetBytes(32));

    private readonly ConcurrentDictionary<string, bool> _spent = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;
    private readonly WebApplication _app;

    private TestProvider(TimeProvider clock)
    {
        _clock = clock;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRouting().AddAuthentication();
        builder.Services.AddOpenIddict().AddServer(Configure);
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            if (!IsDown)
                await next(context);
            else
                context.Abort();
        });
        _app.UseAuthentication();
    }

    /// <summary>As its discovery document and its tokens say.</summary>
    public string Issuer => _app.Urls.Single() + "/";

    /// <summary>Who is signed in there; null: nobody, and whoever comes does not want to be.</summary>
    public Member? Who { get; set; }

    /// <summary>Whether it hangs up on whoever asks.</summary>
    public bool IsDown { get; set; }

    /// <summary>The issuer that its discovery document names; null: its own address.</summary>
    public Uri? CallsItself { get; set; }

    /// <summary>What it was asked, method and path.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The last request for a sign-in.</summary>
    public OpenIddictRequest? LastRequest { get; private set; }

    public static async Task<TestProvider> Start(Member? who = null, TimeProvider? clock = null)
    {
        var provider = new TestProvider(clock ?? TimeProvider.System) { Who = who };
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>An ID token as the provider would make it, but for what a test changes.</summary>
    public string IdToken(Member who, string nonce, Action<SecurityTokenDescriptor>? change = null)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = ClientId,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(20),
            Claims = new Dictionary<string, object>(who.Claims()) { ["nonce"] = nonce },
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    /// <summary>The public key, as everybody has it.</summary>
    public static byte[] PublicKey => Key.Rsa.ExportSubjectPublicKeyInfo();

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private void Configure(OpenIddictServerBuilder server)
    {
        server.EnableDegradedMode();
        server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
        server.RegisterScopes(Scopes.Email, Scopes.Profile);
        server.AddSigningKey(Key).AddEncryptionKey(CodesKey);
        server.UseAspNetCore().DisableTransportSecurityRequirement();
        server.Configure(options => options.TimeProvider = _clock);
        server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            context.Issuer = CallsItself ?? context.Issuer;
            return default;
        }).SetOrder(int.MaxValue));
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId)
                context.Reject(Errors.InvalidClient, "There is no such client.");
            else if (!Uri.TryCreate(context.RedirectUri, UriKind.Absolute, out var back) || !back.IsLoopback || back.AbsolutePath != Callback)
                context.Reject(Errors.InvalidRequest, "The client has not registered this address.");
            return default;
        }));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if ((context.ClientId, context.ClientSecret) != (ClientId, ClientSecret))
                context.Reject(Errors.InvalidClient, "The client is not who it says.");
            else if (!_spent.TryAdd(context.Request.Code ?? "", true))
                context.Reject(Errors.InvalidGrant, "The code was used.");
            return default;
        }));
        server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            LastRequest = context.Request;
            if (Who is { } who)
                context.SignIn(who.Principal(context.Request.GetScopes()));
            else
                context.Reject(Errors.AccessDenied, "Nobody wants to be signed in.");
            return default;
        }));
    }
}
