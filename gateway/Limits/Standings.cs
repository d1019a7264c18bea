using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>
/// Where a request stands with the limits it was counted against, told in the headers of its answer unless an app has told of a tighter one.
/// </summary>
internal sealed class Standings
{
    private readonly List<RateStanding> _standings = [];

    public static Standings Of(HttpContext context)
    {
        if (context.Features.Get<Standings>() is { } known)
            return known;

        var standings = new Standings();
        context.Features.Set(standings);
        context.Response.OnStarting(() =>
        {
            if (standings._standings.Count > 0 && !context.Response.Headers.ContainsKey("RateLimit"))
                RateLimits.Tell(context.Response.Headers, standings._standings);
            return Task.CompletedTask;
        });
        return standings;
    }

    /// <param name="standing">Null where limits are off.</param>
    /// <exception cref="ProblemException">429: it was one too many.</exception>
    public void Add(RateStanding? standing)
    {
        if (standing is null)
            return;
        _standings.Add(standing);
        standing.ThrowIfRefused();
    }
}
