using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QuizPlatform.Hosting;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

internal static class MailExtensions
{
    /// <summary>Letters, and whom they are handed to by the settings <c>Mail:…</c>.</summary>
    public static void AddMail(this IHostApplicationBuilder builder)
    {
        builder.AddRateLimit("forgotten", permits: 10, seconds: 600);
        builder.AddRateLimit("forgottenInAll", permits: 600, seconds: 600);
        builder.AddRateLimit("reset", permits: 30, seconds: 600);
        builder.AddRateLimit("confirmation", permits: 10, seconds: 600);
        builder.AddRateLimit("confirm", permits: 30, seconds: 600);

        var services = builder.Services;
        services.AddOptions<MailOptions>().FromSettings(MailOptions.Section).Validate<IServiceProviderIsService>(
            (mail, there) => mail.Endpoint is null or "" || there.IsService(typeof(IOwnIdentity)),
            "The setting Mail:Endpoint is for apps in Azure, which have an identity there: use Mail:SmtpHost or Mail:Folder.");
        services.AddSingleton<LetterTexts>();
        services.AddScoped<Postman>();
        services.AddScoped<PasswordByLetter>();
        services.AddScoped<ILeftover, SendLetters>();

        var mail = builder.Configuration.GetSection(MailOptions.Section);
        if (mail["Folder"] is { Length: > 0 })
            services.AddSingleton<IMailSender, FileMailSender>();
        else if (mail["SmtpHost"] is { Length: > 0 })
            services.AddSingleton<IMailSender, SmtpMailSender>();
        else if (mail["Endpoint"] is { Length: > 0 })
            services.AddSingleton<IMailSender, AzureMailSender>().AddHttpClient(AzureMailSender.ClientName, http => http.Timeout = TimeSpan.FromSeconds(20));
        else
            services.AddSingleton<IMailSender, NoMailSender>();
    }
}
