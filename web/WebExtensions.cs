using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Web.Accounts;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Layout;
using QuizPlatform.Web.Organisation;
using QuizPlatform.Web.Session;

namespace QuizPlatform.Web;

public static class WebExtensions
{
    private const int MostAnswers = 5_000; // values in a form: of 200 questions with 20 parts each

    private const string Assets = "QuizPlatform.Gateway.staticwebassets.endpoints.json"; // of the program that serves them

    /// <param name="secret">What keeps the sessions' cookies secret, the same on every replica; null: a random one, until the process ends.</param>
    /// <param name="apps">Sends requests to the apps, which it knows by their hosts' names: <c>users</c>, <c>quizzes</c>, <c>results</c>.</param>
    public static void AddWebClient(this IServiceCollection services, string? secret, Func<IServiceProvider, HttpMessageHandler> apps)
    {
        services.AddHttpContextAccessor();
        services.AddMemoryCache();
        services.AddHttpClient<ApiClient>().ConfigurePrimaryHttpMessageHandler(apps);
        services.AddTransient<UsersApi>().AddTransient<PeopleApi>().AddTransient<QuizzesApi>().AddTransient<ResultsApi>();
        services.AddTransient<AuthorApi>().AddTransient<ReportsApi>().AddTransient<PasskeysApi>();
        services.AddTransient<SecondFactorApi>().AddSingleton<SealedCredentials>();
        services.AddSession(secret);
        services.AddOrganisation();
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(Languages.Configure);
        services.AddRazorComponents();
        services.Configure<FormOptions>(form =>
        {
            form.ValueCountLimit = MostAnswers;
            form.MemoryBufferThreshold = int.MaxValue; // a file is in memory already, and no larger than its page lets pass: nothing goes to a disk
        });
    }

    /// <summary>After routing: what pages answer when something fails, in the visitor's language. So it goes before all that may refuse a request.</summary>
    public static void UsePages(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseMiddleware<Pages>();
    }

    /// <summary>Who the visitor is.</summary>
    public static void UseSessions(this WebApplication app) => app.UseMiddleware<SessionBearer>();

    /// <summary>The pages, and the reading of their forms; after <see cref="UseSessions"/>.</summary>
    public static void MapWebClient(this WebApplication app)
    {
        app.UseOrganisation();
        app.UseMiddleware<Forms>();
        app.UseAntiforgery();
        app.MapStaticAssets(Assets);
        app.MapRazorComponents<App>().WithStaticAssets(Assets).WithMetadata(Pages.Mark);
        app.MapGet("/favicon.ico", () => TypedResults.LocalRedirect("/icon.svg", permanent: true)); // where browsers look that have seen no page
        app.MapPost("/preferences", Preferences.Set).WithMetadata(Pages.Mark);
        app.MapPost("/sign-out", SignOut.Do).WithMetadata(Pages.Mark);
        app.MapOrganisation();
    }

    private static void AddSession(this IServiceCollection services, string? secret)
    {
        var keys = services.AddDataProtection().SetApplicationName("QuizPlatform");
        if (secret is null)
            keys.UseEphemeralDataProtectionProvider();
        else
            keys.DisableAutomaticKeyGeneration().Services.Configure<KeyManagementOptions>(options => options.XmlRepository = new SessionKeys(secret));

        // Else the host has the one scheme there is authenticate every request by itself, before everything: SessionBearer knows which ones need it.
        AppContext.SetSwitch("Microsoft.AspNetCore.Authentication.SuppressAutoDefaultScheme", isEnabled: true);
        services.AddTransient<SessionRefresh>();
        services.AddAuthentication().AddCookie(WebSession.Scheme, options =>
        {
            options.Cookie.Name = "quiz-session";
            options.Cookie.SameSite = SameSiteMode.Lax; // strict would sign out whoever follows a friend's link
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = TimeSpan.FromDays(30); // as long as a session lives at all
            options.EventsType = typeof(SessionRefresh);
        });
        services.AddAntiforgery(options => (options.Cookie.Name, options.Cookie.SecurePolicy) = ("quiz-forms", CookieSecurePolicy.SameAsRequest));
    }
}
