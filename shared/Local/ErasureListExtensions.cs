using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Local;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Platform;

namespace QuizPlatform.Hosting;

public static class ErasureListExtensions
{
    /// <summary>The list of people who were deleted: a file in the data directory, or where the setting <c>Local:ErasureList</c> says.</summary>
    public static FunctionsApplicationBuilder AddErasureList(this FunctionsApplicationBuilder builder)
    {
        var data = DataDirectory.Of(builder.Configuration);
        var path = builder.Configuration[ErasureFile.Setting] is { Length: > 0 } chosen ? Path.GetFullPath(chosen) : Path.Combine(data, ErasureFile.FileName);
        builder.Services.AddSingleton<IErasureList>(provider => new FileErasureList(path, data, provider.GetRequiredService<TimeProvider>()));
        return builder;
    }
}
