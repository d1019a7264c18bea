using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using QuizPlatform.Hosting;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Layout;

namespace QuizPlatform.Web.Organisation;

internal static class OrganisationExtensions
{
    public const string Scheme = "organisation";

    /// <summary>How long somebody may take at the provider, and to say which account is theirs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static void AddOrganisation(this IServiceCollection services)
    {
        services.AddOptions<OrganisationSettings>().FromSettings(OrganisationSettings.Section);
        services.AddTransient<OrganisationApi>().AddTransient<OrganisationEvents>();
        services.AddAuthentication().AddOpenIdConnect(Scheme, _ => { }).AddCookie(PendingLink.Scheme, options =>
        {
            options.Cookie.Name = "quiz-organisation";
            options.Cookie.Path = BeginOrganisation.Path;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            (options.ExpireTimeSpan, options.SlidingExpiration) = (Patience, false);
        });
        services.AddOptions<OpenIdConnectOptions>(Scheme)
            .Configure<IOptions<OrganisationSettings>, IHttpContextAccessor>(Configure)
            .PostConfigure<TimeProvider>((options, clock) => options.ConfigurationManager = new SharedDiscovery(options.ConfigurationManager!, clock));
    }

    /// <summary>The answers that come back from the provider; after what says who the visitor is.</summary>
    public static void UseOrganisation(this WebApplication app)
    {
        if (IsOn(app))
            app.UseAuthentication(); // asks the handler; said nowhere, the host does so before everything else
        else
            app.Services.GetRequiredService<IAuthenticationSchemeProvider>().RemoveScheme(Scheme);
    }

    public static void MapOrganisation(this WebApplication app)
    {
        if (!IsOn(app))
            return;
        app.MapGet(BeginOrganisation.Path, BeginOrganisation.Do).WithMetadata(Pages.Mark);
        // A page's address, which the handler answers at.
        app.MapGet($"{BeginOrganisation.Path}/back", () => TypedResults.LocalRedirect("/sign-in")).WithMetadata(Pages.Mark);
    }

    private static bool IsOn(WebApplication app) => app.Services.GetRequiredService<IOptions<OrganisationSettings>>().Value.IsOn;

    private static void Configure(OpenIdConnectOptions options, IOptions<OrganisationSettings> settings, IHttpContextAccessor contexts)
    {
        var organisation = settings.Value;
        (options.Authority, options.ClientId, options.ClientSecret) = (organisation.Authority, organisation.ClientId, organisation.ClientSecret);
        options.RequireHttpsMetadata = !new Uri(organisation.Authority!).IsLoopback;
        options.CallbackPath = $"{BeginOrganisation.Path}/back";
        options.SignInScheme = PendingLink.Scheme;
        options.EventsType = typeof(OrganisationEvents);

        // By a code in the query, and not in a form of the provider's: for that cookies would have to come along with what other sites send.
        (options.ResponseType, options.ResponseMode, options.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        options.ProtocolValidator = new SecretNonces(contexts);
        // Users believes no token before it has looked itself, and knows a new key of the provider's at once. Here it came from the provider's own address
        // over TLS, which is enough (OpenID Connect Core 1.0, 3.1.3.7).
        options.TokenValidationParameters.SignatureValidator = (token, _) => new JsonWebToken(token);
        options.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", "email"])
            options.Scope.Add(scope);
        (options.MapInboundClaims, options.DisableTelemetry) = (false, true);
        (options.BackchannelTimeout, options.RemoteAuthenticationTimeout) = (TimeSpan.FromSeconds(10), Patience);
        foreach (var (cookie, name) in ((CookieBuilder, string)[])[(options.CorrelationCookie, "state"), (options.NonceCookie, "nonce")])
            (cookie.Name, cookie.SameSite, cookie.SecurePolicy) = ($"quiz-organisation-{name}.", SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
    }
}
