using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Azure;
using QuizPlatform.Platform;

namespace QuizPlatform.Hosting;

public static class ErasureListExtensions
{
    /// <summary>None: here the audit log is the list (docs/deploy.md, "Restore").</summary>
    public static FunctionsApplicationBuilder AddErasureList(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IErasureList, NoErasureList>();
        return builder;
    }
}
