using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QuizPlatform.Hosting;

namespace QuizPlatform.Users;

internal static class OrganisationExtensions
{
    /// <summary>Signing in with the organisation of the settings <c>Organisation:…</c>.</summary>
    public static void AddOrganisation(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<OrganisationOptions>().FromSettings(OrganisationOptions.Section);
        services.AddHttpClient(IssuerKeys.ClientName, http => (http.Timeout, http.MaxResponseContentBufferSize) = (TimeSpan.FromSeconds(10), 1024 * 1024));
        services.AddSingleton<IssuerKeys>();
        services.AddSingleton<IdTokens>();
        services.AddSingleton<SignInOnce>();
        services.AddSingleton<OrganisationRoles>();
        services.AddScoped<OrganisationAccounts>();
    }
}
