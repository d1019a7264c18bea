using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Hosting;

namespace QuizPlatform.Users;

internal static class PasskeysExtensions
{
    /// <summary>What passkeys are made and shown with, for the site of the settings <c>Passkeys:…</c>.</summary>
    public static void AddPasskeys(this IServiceCollection services)
    {
        services.AddOptions<PasskeyOptions>().FromSettings(PasskeyOptions.Section);
        services.AddSingleton<PasskeySite>();
        services.AddSingleton<PasskeyCeremonies>();
    }
}
