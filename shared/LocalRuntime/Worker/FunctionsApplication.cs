using QuizPlatform.LocalRuntime;

namespace Microsoft.Azure.Functions.Worker.Builder;

public class FunctionsApplication
{
    protected FunctionsApplication()
    {
    }

    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        StartupException.StopTheProcessWithItsSentence();
        return new FunctionsApplicationBuilder(new LocalHostOptions { Arguments = args });
    }
}

public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        builder.UseWeb();
        return builder;
    }
}
