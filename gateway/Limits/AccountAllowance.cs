using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>
/// How many requests one account may make, by a token of its own or by the one that a session in a browser stands for. Only a token whose signature holds
/// is anybody's: a made-up one takes nothing of another's.
/// </summary>
/// <remarks>After <see cref="AddressAllowance"/>, for verifying a signature costs.</remarks>
internal sealed class AccountAllowance(RequestDelegate next, RateLimits limits, BearerTokens tokens)
{
    public const string Name = "account";

    public async Task Invoke(HttpContext context)
    {
        if (await Caller(context) is { } caller)
            Standings.Of(context).Add(limits.Count(Name, caller.UserId));
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
