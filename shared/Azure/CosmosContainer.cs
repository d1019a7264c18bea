using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>Makes the database and its container, for the emulator only: in Azure they come from Bicep, and the app may not make any.</summary>
internal sealed class CosmosContainer<TDb>(IServiceScopeFactory scopes) : BeforeStart
    where TDb : DocumentDb
{
    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TDb>().Database.EnsureCreatedAsync(cancellationToken);
    }
}
