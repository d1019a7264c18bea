using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>
/// How many requests one address may make, whatever it asks for; the apps' own limits on single things are tighter, and theirs are the headers where both
/// have a say.
/// </summary>
internal sealed class AddressAllowance(RequestDelegate next, RateLimits limits)
{
    public const string Name = "address";

    public Task Invoke(HttpContext context)
    {
        if (!HealthExtensions.IsHealth(context.Request) && context.Connection.RemoteIpAddress is { } address)
            Standings.Of(context).Add(limits.Count(Name, ClientAddress.Text(address)));
        return next(context);
    }
}
