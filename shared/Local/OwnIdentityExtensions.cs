using Microsoft.Azure.Functions.Worker.Builder;

namespace QuizPlatform.Hosting;

public static class OwnIdentityExtensions
{
    /// <summary>None: there is no cloud here.</summary>
    public static FunctionsApplicationBuilder AddOwnIdentity(this FunctionsApplicationBuilder builder) => builder;
}
