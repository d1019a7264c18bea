using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using QuizPlatform.Hosting;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Platform;
using QuizPlatform.Users;

namespace QuizPlatform.Describe;

/// <summary>The limits that an app declares, as they are without settings.</summary>
internal static class Limits
{
    public static RateLimit Of(string app, string name)
    {
        var builder = new LocalHostOptions { FunctionClasses = [], Environment = new Dictionary<string, string?>() }.CreateBuilder();
        _ = app switch
        {
            "Users" => builder.AddAccounts(),
            "Quizzes" => builder.AddQuizzes(),
            _ => builder.AddResults(),
        };
        using var services = builder.Services.BuildServiceProvider();
        return services.GetRequiredService<IOptionsMonitor<RateLimit>>().Get(name);
    }
}
