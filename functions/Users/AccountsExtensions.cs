using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using QuizPlatform.Hosting;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

internal static class AccountsExtensions
{
    /// <summary>What this app has beside its functions: passwords, sessions, tokens, and how often one may try.</summary>
    public static TBuilder AddAccounts<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddRateLimit("register", permits: 300, seconds: 300);
        builder.AddRateLimit("login", permits: 300, seconds: 60);
        builder.AddRateLimit("refresh", permits: 600, seconds: 60);
        builder.AddRateLimit("guest", permits: 600, seconds: 3600); // a school is one address
        builder.AddRateLimit("guestsInAll", permits: 6000, seconds: 3600); // what the store bears
        builder.AddRateLimit("report", permits: 10, seconds: 3600);
        builder.AddRateLimit("reportsInAll", permits: 300, seconds: 3600);

        var services = builder.Services;
        services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.Section)
            .Validate(
                o => string.IsNullOrWhiteSpace(o.AdminEmail) || EmailAddress.Parse(o.AdminEmail) is not null,
                "The setting Users:AdminEmail is not an e-mail address.")
            .ValidateOnStart();
        services.AddOptions<PasswordOptions>().FromSettings(PasswordOptions.Section)
            .Validate(o => o.Iterations >= PasswordOptions.Least, $"The setting Passwords:Iterations must be at least {PasswordOptions.Least}.")
            .ValidateOnStart();
        services.AddSingleton<IConfigureOptions<PasswordHasherOptions>>(provider => new ConfigureOptions<PasswordHasherOptions>(
            hasher => hasher.IterationCount = provider.GetRequiredService<IOptions<PasswordOptions>>().Value.Iterations));
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton<PasswordHashing>();

        services.AddSingleton<SigningKeys>();
        services.AddHostedService(provider => provider.GetRequiredService<SigningKeys>());
        services.AddSingleton<IKeySet>(provider => provider.GetRequiredService<SigningKeys>());
        services.AddSingleton<IRevocations, EndedSessions>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<SealedStates>();
        services.AddSingleton<AddressBackoff>();
        services.AddSingleton<Audit>();

        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<PasswordCheck>();
        services.AddSingleton<Names>();
        services.AddScoped<PasswordConfirmation>();
        services.AddScoped<SessionStart>();
        services.AddScoped<AccountCleanup>();
        services.AddScoped<GuestKeeper>();
        services.AddScoped<SecondFactorCheck>();
        services.AddScoped<SecondFactorChange>();
        services.AddScoped<NewAccounts>();
        services.AddScoped<ILeftover, SendPendingEvents>();
        services.AddScoped<ILeftover, FinishCleanups>();
        services.AddHostedService<DeleteAgain>();
        services.AddPasskeys();
        builder.AddMail();
        builder.AddOrganisation();
        return builder;
    }
}
