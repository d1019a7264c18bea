using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>
/// Answers only who asks for a name that the gateway has (<see cref="GatewayOptions.Hosts"/>): pages tell addresses of it, to be passed on. Whoever looks
/// after the gateway asks by its address how it is.
/// </summary>
internal sealed class PublicHosts(RequestDelegate next, IOptions<GatewayOptions> options)
{
    private readonly HashSet<string> _names = options.Value.HostList.ToHashSet(StringComparer.OrdinalIgnoreCase);

    public Task Invoke(HttpContext context) => _names.Count == 0 || _names.Contains(context.Request.Host.Host) || HealthExtensions.IsHealth(context.Request)
        ? next(context)
        : throw new ProblemException(421, "The gateway has another name.", "request.unreadable");
}
