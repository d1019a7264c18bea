using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuizPlatform.Azure;
using QuizPlatform.Platform;

namespace QuizPlatform.Hosting;

public static class DatabaseExtensions
{
    /// <summary>The app's store: EF Core on one container of Azure Cosmos DB, by the app's identity, or of the emulator.</summary>
    /// <param name="name">The name of the database and of its one container, e.g. <c>quizzes</c>.</param>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong.</exception>
    public static FunctionsApplicationBuilder AddDatabase<TDb>(this FunctionsApplicationBuilder builder, string name)
        where TDb : DocumentDb
    {
        var account = CosmosAccount.Read(builder.Configuration);
        var services = builder.Services;
        services.AddSingleton<CosmosSaves>();
        services.AddPooledDbContextFactory<TDb>((provider, options) =>
        {
            account.Use(options, name, builder.Configuration);
            options.UseDocuments().AddInterceptors(provider.GetRequiredService<CosmosSaves>())
                // A lost race is an answer, not a failure; what is one is logged by who catches it.
                .ConfigureWarnings(w => w.Log((CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug)))
                .LogTo((id, _) => StoreTime.IsMeasured && id.Name!.StartsWith(DbLoggerCategory.Database.Command.Name, StringComparison.Ordinal), Measure);
        });
        builder.UseMiddleware<PeopleWait>();
        if (account.IsEmulator)
            services.AddHostedService<CosmosContainer<TDb>>();
        services.AddHealthChecks().AddCheck<CosmosHealth<TDb>>("store");
        return builder;
    }

    /// <summary>Maps documents to items of a container.</summary>
    public static DbContextOptionsBuilder UseDocuments(this DbContextOptionsBuilder options) =>
        options.ReplaceService<IModelCustomizer, CosmosDocumentModel>().AddInterceptors(MissingFields.Instance);

    // Every request is charged for; the time of those that save is a part of the save's (DocumentDb).
    private static void Measure(EventData data)
    {
        switch (data)
        {
            case CosmosQueryExecutedEventData query:
                StoreTime.Queried(query.Elapsed);
                StoreTime.Charged(query.RequestCharge);
                break;
            case CosmosItemCommandExecutedEventData item:
                if (item.EventId == CosmosEventId.ExecutedReadItem)
                    StoreTime.Queried(item.Elapsed);
                StoreTime.Charged(item.RequestCharge);
                break;
        }
    }
}
