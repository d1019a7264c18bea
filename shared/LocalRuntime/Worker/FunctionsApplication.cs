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
        Rights.KeepToOwner();
        var builder = new FunctionsApplicationBuilder(new LocalHostOptions { Arguments = args });
        Rights.CloseDirectory(DataDirectory.Of(builder.Configuration));
        return builder;
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
