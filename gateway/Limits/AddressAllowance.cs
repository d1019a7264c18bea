using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>
/// How many requests one address and one account may make, whatever they ask for; the apps' own limits on single things are tighter, and theirs are the
/// headers where both have a say. Only a token whose signature holds is anybody's: a made-up one takes nothing of another's and is counted by its
/// address, as every request is.
/// </summary>
internal sealed class Allowances(RequestDelegate next, RateLimits limits, BearerTokens tokens)
{
    public const string Address = "address";
    public const string Account = "account";

    public async Task Invoke(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
            || context.Connection.RemoteIpAddress is not { } address
            || limits.Count(Address, ClientAddress.Text(address)) is not { } ofAddress)
        {
            await next(context);
            return;
        }

        var standings = new List<RateStanding> { ofAddress };
        context.Response.OnStarting(() =>
        {
            if (!context.Response.Headers.ContainsKey("RateLimit"))
                RateLimits.Tell(context.Response.Headers, standings);
            return Task.CompletedTask;
        });
        ofAddress.ThrowIfRefused(); // before a signature is verified, which costs

        if (await Caller(context) is { } caller && limits.Count(Account, caller.UserId) is { } ofAccount)
        {
            standings.Add(ofAccount);
            ofAccount.ThrowIfRefused();
        }

        await next(context);
    }

    private async ValueTask<Caller?> Caller(HttpContext context)
    {
        try
        {
            return await tokens.Find(context.Request, context.RequestAborted);
        }
        catch (ProblemException)
        {
            return null; // what is wrong with it, or with Users, is for the app to say
        }
    }
}
