using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace QuizPlatform.Users.Tests;

public sealed class OrganisationSettingsTests
{
    private const string Authority = "Organisation:Authority=https://login.example.org/tenant/v2.0";

    [Theory]
    [InlineData]
    [InlineData("Organisation:Authority=", "Organisation:ClientId=", "Organisation:CreateAccounts=false", "Organisation:RolesClaim=")]
    [InlineData(Authority, "Organisation:ClientId=quiz")]
    [InlineData("Organisation:Authority=http://127.0.0.1:5000", "Organisation:ClientId=quiz")]
    [InlineData(Authority, "Organisation:ClientId=quiz", "Organisation:RolesClaim=groups", "Organisation:AdminRole=quiz-admins")]
    public async Task With_these_the_app_starts(params string[] settings)
    {
        using var host = Host(settings);

        await host.StartAsync();
        await host.StopAsync();
    }

    [Theory]
    [InlineData("Organisation:Authority", "Organisation:Authority=http://login.example.org", "Organisation:ClientId=quiz")]
    [InlineData("Organisation:Authority", "Organisation:Authority=login.example.org", "Organisation:ClientId=quiz")]
    [InlineData("Organisation:Authority", "Organisation:Authority=https://login.example.org/?a=b", "Organisation:ClientId=quiz")]
    [InlineData("Organisation:ClientId", Authority)]
    [InlineData("Organisation:RolesClaim", Authority, "Organisation:ClientId=quiz", "Organisation:RolesClaim=groups")]
    public async Task A_setting_that_cannot_be_stops_the_app_by_its_name(string name, params string[] settings)
    {
        using var host = Host(settings);

        var stopped = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains($"The setting {name} cannot be used. ", stopped.Message, StringComparison.Ordinal);
    }

    private static IHost Host(string[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        foreach (var setting in settings.Select(setting => setting.Split('=', 2)))
            builder.Configuration[setting[0]] = setting[1];
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddOrganisation();
        return builder.Build();
    }
}
