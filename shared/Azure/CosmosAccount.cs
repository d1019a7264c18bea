using System.Data.Common;
using Microsoft.Azure.Cosmos;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Cosmos.Storage.Internal;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Configuration;

namespace QuizPlatform.Azure;

/// <summary>Where the documents are: an account in Azure by identity, or the emulator by connection string.</summary>
internal sealed record CosmosAccount(string? Endpoint, string? ConnectionString)
{
    private const string EndpointSetting = "Cosmos:AccountEndpoint";
    private const string ConnectionStringSetting = "Cosmos:ConnectionString";

    public bool IsEmulator => ConnectionString is not null;

    /// <exception cref="InvalidOperationException">Neither setting is there, both are, or the one that is there is wrong.</exception>
    public static CosmosAccount Read(IConfiguration configuration)
    {
        var endpoint = configuration[EndpointSetting] is { Length: > 0 } e ? e : null;
        var connectionString = configuration[ConnectionStringSetting] is { Length: > 0 } c ? c : null;
        return (endpoint, connectionString) switch
        {
            (null, null) => throw new InvalidOperationException(
                "The setting Cosmos__AccountEndpoint is missing: the account's URL in Azure. For the emulator set Cosmos__ConnectionString instead."),
            ({ }, { }) => throw new InvalidOperationException(
                "The settings Cosmos__AccountEndpoint (Azure) and Cosmos__ConnectionString (emulator) are both there: remove one."),
            ({ }, null) when !IsUrl(endpoint, "https") => throw new InvalidOperationException(
                "The setting Cosmos__AccountEndpoint must be an https URL, e.g. https://name.documents.azure.com:443/."),
            (null, { }) when !IsEmulatorsString(connectionString) => throw new InvalidOperationException(
                "The setting Cosmos__ConnectionString must be the emulator's, AccountEndpoint=...;AccountKey=...;. "
                + "In Azure the app signs in with its identity: set Cosmos__AccountEndpoint."),
            _ => new(endpoint, connectionString),
        };
    }

    public void Use(DbContextOptionsBuilder options, string database, IConfiguration configuration)
    {
#pragma warning disable EF1001 // see CosmosClients
        options.ReplaceService<ISingletonCosmosClientWrapper, CosmosClients>();
#pragma warning restore EF1001
        if (IsEmulator)
            options.UseCosmos(ConnectionString!, database, cosmos => Common(cosmos).ConnectionMode(ConnectionMode.Gateway).LimitToEndpoint());
        else
            options.UseCosmos(Endpoint!, configuration.Credential(), database, cosmos => Common(cosmos));
    }

    private static CosmosDbContextOptionsBuilder Common(CosmosDbContextOptionsBuilder cosmos) =>
        cosmos.ExecutionStrategy(dependencies => new CosmosRetries(dependencies));

    private static bool IsEmulatorsString(string text)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            return parts.TryGetValue("AccountKey", out _)
                && parts.TryGetValue("AccountEndpoint", out var endpoint) && (IsUrl((string)endpoint, "http") || IsUrl((string)endpoint, "https"))
                && !new Uri((string)endpoint).Host.EndsWith(".azure.com", StringComparison.OrdinalIgnoreCase);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsUrl(string text, string scheme) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == scheme;
}
