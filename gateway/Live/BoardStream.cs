using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>
/// <c>GET /api/leaderboard/stream</c>: a board as Server-Sent Events, whenever it has changed. Not by the framework's own (TypedResults.ServerSentEvents),
/// which has no comments, and would write the same text anew for each listener.
/// </summary>
internal sealed class BoardStream(
    LiveBoards boards, StreamPlaces places, IOptions<LiveOptions> options, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    public async Task Run(HttpContext context)
    {
        var query = context.Request.Query;
        var limit = query.Number("limit", 1, 100, otherwise: 10);
        var quizId = query.Text("quizId");
        if (quizId is not null && !PublicId.IsValid(quizId))
            throw Problem.NotFound("quiz");
        var period = query.OneOf("period", "all", "month", "week") ?? "all";

        using var place = places.Take(context.Connection.RemoteIpAddress);
        using var watching = boards.Watch(new(period, quizId), limit);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        end.CancelAfter(Life());
        Begin(context);
        try
        {
            await Write(context, $"retry: {Random.Shared.Next(1000, 3000)}\n\n", end.Token);
            await Send(context, watching.Page, end.Token);
            await Write(context, $"retry: {Random.Shared.Next(500, 3000)}\n\n", context.RequestAborted); // not all at once: there may be thousands
        }
        catch (OperationCanceledException)
        {
            context.Abort(); // gone, or so slow that it has not read yet what it was sent
        }
    }

    private static void Begin(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        response.Headers.ContentEncoding = "identity"; // what is encoded already, nobody compresses
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null; // who reads slowly skips states, and is cut off with the stream's end
    }

    /// <summary>Sends the newest state whenever there is one; what came while the one before was on its way is left out.</summary>
    private async Task Send(HttpContext context, LivePage page, CancellationToken end)
    {
        var heartbeat = TimeSpan.FromSeconds(options.Value.HeartbeatSeconds);
        var seen = context.Request.Headers["Last-Event-ID"].ToString();
        while (!end.IsCancellationRequested)
        {
            var now = page.Now;
            if (now.Id.Length > 0 && now.Id != seen)
            {
                await context.Response.BodyWriter.WriteAsync(now.Event, end);
                seen = now.Id;
            }

            await now.Replaced.WaitAsync(heartbeat, clock, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!now.Replaced.IsCompleted && !end.IsCancellationRequested)
                await Write(context, ":\n\n", end);
        }
    }

    private static async Task Write(HttpContext context, string text, CancellationToken cancellation) =>
        await context.Response.BodyWriter.WriteAsync(Encoding.ASCII.GetBytes(text), cancellation);

    // A tenth less or not: those that came together do not all come again together.
    private TimeSpan Life() => TimeSpan.FromSeconds(options.Value.StreamSeconds * (1 - (Random.Shared.NextDouble() / 10)));
}
