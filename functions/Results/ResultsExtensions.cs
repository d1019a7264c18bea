using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Platform;
using QuizPlatform.Results;

namespace QuizPlatform.Hosting;

internal static class ResultsExtensions
{
    /// <summary>What only this app has: its settings, what it knows of quizzes, and its boards.</summary>
    public static FunctionsApplicationBuilder AddResults(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddOptions<ResultsOptions>().FromSettings(ResultsOptions.Section);
        builder.AddRateLimit("submit", permits: 120, seconds: 60);
        builder.AddRateLimit("export", permits: 10, seconds: 60);
        builder.AddAnswerKeys();
        builder.Services.AddSingleton<HiddenQuizzes>();
        builder.Services.AddSingleton<Leaderboard>();
        builder.Services.AddSingleton<BoardsInUse>();
        builder.Services.AddSingleton<RecentPlaces>();
        builder.Services.AddSingleton<RankedQuizzes>();
        builder.Services.AddSingleton<CountedStandings>();
        builder.Services.AddSingleton<Recounts>();
        builder.Services.AddSingleton<Audits>();
        builder.Services.AddSingleton<Outbox>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Outbox>());
        builder.Services.AddScoped<ILeftover, SendPendingEvents>();
        builder.Services.AddScoped<ExpectedPlace>();
        builder.Services.AddSingleton<ExportedResults>();
        builder.Services.AddSingleton<ExportedPeople>();
        return builder;
    }
}
