using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Platform;
using QuizPlatform.Quizzes;

namespace QuizPlatform.Hosting;

internal static class QuizzesExtensions
{
    /// <summary>What only this app has: its settings and what it keeps in memory of the quizzes.</summary>
    public static FunctionsApplicationBuilder AddQuizzes(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddOptions<QuizzesOptions>().FromSettings(QuizzesOptions.Section);
        builder.AddRateLimit("create", permits: 60, seconds: 60);
        builder.AddRateLimit("import", permits: 10, seconds: 60);
        builder.AddRateLimit("report", permits: 10, seconds: 3600);
        builder.AddRateLimit("reportsInAll", permits: 300, seconds: 3600);
        builder.Services.AddScoped<NewQuizzes>();
        builder.Services.AddSingleton<Imports>();
        builder.Services.AddSingleton<PlayerViews>();
        builder.Services.AddSingleton<Catalogue>();
        builder.Services.AddSingleton<Audit>();
        builder.Services.AddScoped<ILeftover, SendPendingEvents>();
        builder.Services.AddScoped<ILeftover, SampleQuizzes>();
        builder.Services.AddScoped<ILeftover, IndexQuizzes>();
        return builder;
    }
}
