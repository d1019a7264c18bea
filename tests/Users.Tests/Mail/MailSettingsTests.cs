using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Moq;
using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

public sealed class MailSettingsTests
{
    private const string Endpoint = "Mail:Endpoint=https://quiz.europe.communication.azure.com";

    [Theory]
    [InlineData(typeof(FileMailSender), "Mail:Folder=mail")]
    [InlineData(typeof(SmtpMailSender), "Mail:SmtpHost=localhost")]
    [InlineData(typeof(AzureMailSender), Endpoint, "Mail:From=DoNotReply@quiz.example.org")]
    [InlineData(typeof(NoMailSender))]
    public async Task Who_delivers_letters_is_told_by_the_settings(Type sender, params string[] settings)
    {
        using var host = Host(inAzure: true, settings);

        await host.StartAsync();

        Assert.IsType(sender, host.Services.GetRequiredService<IMailSender>());
        Assert.Equal(settings.Length > 0, host.Services.GetRequiredService<IOptions<MailOptions>>().Value.IsOn);
        await host.StopAsync();
    }

    [Theory]
    [InlineData("Mail:Folder", "Mail:Folder=mail", "Mail:SmtpHost=localhost")]
    [InlineData("Mail:From", "Mail:From=nobody")]
    [InlineData("Mail:From", Endpoint)]
    [InlineData("Mail:Endpoint", "Mail:Endpoint=http://quiz.europe.communication.azure.com", "Mail:From=a@example.org")]
    [InlineData("Mail:Endpoint", "Mail:Endpoint=quiz", "Mail:From=a@example.org")]
    [InlineData("Mail:Site", "Mail:Site=quiz.example.org")]
    [InlineData("Mail:SmtpTls", "Mail:SmtpHost=localhost", "Mail:SmtpTls=off")]
    [InlineData("Mail:SmtpPort", "Mail:SmtpHost=localhost", "Mail:SmtpPort=70000")]
    public async Task A_setting_that_cannot_be_stops_the_app_by_its_name(string name, params string[] settings)
    {
        using var host = Host(inAzure: true, settings);

        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains($"The setting {name} ", Assert.Single(thrown.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Azure_delivers_only_for_apps_that_are_there()
    {
        using var host = Host(inAzure: false, Endpoint, "Mail:From=DoNotReply@quiz.example.org");

        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("Mail:SmtpHost", Assert.Single(thrown.Failures), StringComparison.Ordinal);
    }

    private static IHost Host(bool inAzure, params string[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        foreach (var (name, value) in settings.Select(setting => (setting.Split('=')[0], setting.Split('=')[1])))
            builder.Configuration[name] = value;
        builder.Services.AddSingleton(TimeProvider.System);
        if (inAzure)
            builder.Services.AddSingleton(Mock.Of<IOwnIdentity>());
        builder.AddMail();
        return builder.Build();
    }
}
