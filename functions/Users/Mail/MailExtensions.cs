using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using QuizPlatform.Hosting;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

internal static class MailExtensions
{
    /// <summary>Letters, and whom they are handed to by the settings <c>Mail:…</c>. Azure's own sender, where there is one, is added before.</summary>
    public static void AddMail(this IHostApplicationBuilder builder)
    {
        builder.AddRateLimit("forgotten", permits: 10, seconds: 600);
        builder.AddRateLimit("forgottenInAll", permits: 600, seconds: 600);
        builder.AddRateLimit("reset", permits: 30, seconds: 600);

        var services = builder.Services;
        services.AddOptions<MailOptions>().FromSettings(MailOptions.Section);
        services.AddSingleton<LetterTexts>();
        services.AddScoped<Postman>();
        services.AddScoped<ILeftover, SendLetters>();

        var mail = builder.Configuration.GetSection(MailOptions.Section);
        if (mail["Folder"] is { Length: > 0 })
            services.AddSingleton<IMailSender, FileMailSender>();
        else if (mail["SmtpHost"] is { Length: > 0 })
            services.AddSingleton<IMailSender, SmtpMailSender>();
        else
            services.TryAddSingleton<IMailSender, NoMailSender>();
    }
}
