using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuizPlatform.Local;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Platform;

namespace QuizPlatform.Hosting;

public static class DatabaseExtensions
{
    /// <summary>The app's store: EF Core on one SQLite file in the data directory, its migrations applied before anything else runs.</summary>
    /// <param name="name">The file's name without ending, e.g. <c>quizzes</c>.</param>
    public static FunctionsApplicationBuilder AddDatabase<TDb>(this FunctionsApplicationBuilder builder, string name)
        where TDb : DocumentDb
    {
        var file = Path.Combine(DataDirectory.Of(builder.Configuration), $"{name}.db");
        var services = builder.Services;
        services.AddSingleton(provider => new SqliteWriter(
            file, provider.GetRequiredService<ILogger<SqliteWriter>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(_ => new SqliteReader(file));
        services.AddPooledDbContextFactory<TDb>((provider, options) => options
            .UseSqlite(SqliteFile.ConnectionString(file))
            .UseDocuments()
            .AddInterceptors(provider.GetRequiredService<SqliteWriter>(), provider.GetRequiredService<SqliteReader>()));
        services.AddHostedService(provider => new SqliteMigrations<TDb>(
            provider.GetRequiredService<IServiceScopeFactory>(), file, provider.GetRequiredService<ILogger<SqliteMigrations<TDb>>>()));
        builder.UseMiddleware<SqliteFailures>();
        services.AddHealthChecks().AddCheck<SqliteHealth<TDb>>("store");
        return builder;
    }

    /// <summary>Maps documents to SQLite tables: what the store and the tests' databases in memory have in common.</summary>
    public static DbContextOptionsBuilder UseDocuments(this DbContextOptionsBuilder options) =>
        options.ReplaceService<IModelCustomizer, SqliteDocumentModel>().ReplaceService<IMigrationsSqlGenerator, WholeMigrations>()
            .ReplaceService<IDatabase, SqliteDatabase>()
            .AddInterceptors(VersionInterceptor.Instance, SqliteTakenIds.Instance, ListIndexes.Instance, SqliteConnections.Instance)
            .LogTo((id, _) => id == RelationalEventId.CommandExecuted && StoreTime.IsMeasured, Measure)
            // A lost race for an id or a version is an answer, not a failure; what is one is logged by who catches it.
            .ConfigureWarnings(w => w
                .Log(
                    (CoreEventId.SaveChangesFailed, LogLevel.Debug),
                    (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug),
                    (RelationalEventId.CommandError, LogLevel.Debug))
                .Ignore(RelationalEventId.MigrationsUserTransactionWarning)); // meant, see SqliteMigrations

    // Until the first row is there, which is nearly all of it. Saves are measured as a whole (DocumentDb).
    private static void Measure(EventData data)
    {
        if (data is CommandExecutedEventData { CommandSource: CommandSource.LinqQuery } query)
            StoreTime.Queried(query.Duration);
    }
}
