using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Azure;
using QuizPlatform.Platform;

namespace QuizPlatform.Hosting;

public static class OwnIdentityExtensions
{
    /// <summary>The app's identity in Azure, for what is asked over plain HTTP.</summary>
    public static FunctionsApplicationBuilder AddOwnIdentity(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IOwnIdentity>(_ => new OwnIdentity(builder.Configuration.Credential()));
        return builder;
    }
}
