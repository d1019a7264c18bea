using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace QuizPlatform.LocalRuntime;

internal static class LocalHost
{
    /// <summary>Where a started host listens: with port 0 this is how to learn it.</summary>
    public static Uri Address(this IHost host)
        => new(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
}
