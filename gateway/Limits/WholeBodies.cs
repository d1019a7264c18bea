using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>
/// Reads a request whole before it is passed on: an app's time is not for clients that send slowly, and it can be sent again. What all of them hold at once
/// has a bound (<see cref="ConnectionOptions.MaxBodyMegabytes"/>).
/// </summary>
internal sealed class WholeBodies(RequestDelegate next, IOptions<ConnectionOptions> options, TimeProvider clock)
{
    private readonly long _max = options.Value.MaxBodyMegabytes * 1024L * 1024;
    private long _held;

    public async Task Invoke(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            await next(context);
            return;
        }

        using var share = new Share(this);
        await Read(context.Request, share);
        await next(context);
    }

    private async Task Read(HttpRequest request, Share share)
    {
        request.EnableBuffering(bufferThreshold: RequestBody.MaxBytes);
        using var tooSlow = new CancellationTokenSource(RequestBody.Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooSlow.Token, request.HttpContext.RequestAborted);
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (int read; (read = await request.Body.ReadAsync(buffer, either.Token)) > 0;)
                share.Take(read);
        }
        catch (Exception e) when (e is ProblemException || tooSlow.IsCancellationRequested)
        {
            request.HttpContext.Response.Headers.Connection = "close"; // what is still to come nobody will read
            throw e as ProblemException ?? Problem.TooSlow();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        request.Body.Position = 0;
    }

    /// <summary>What one request holds of what all may, until it is answered.</summary>
    private sealed class Share(WholeBodies all) : IDisposable
    {
        private long _bytes;

        /// <exception cref="ProblemException">503: the others hold all there is.</exception>
        public void Take(int bytes)
        {
            _bytes += bytes;
            if (Interlocked.Add(ref all._held, bytes) > all._max)
                throw Problem.Unavailable("There is too much to do just now. Try again in a moment.", TimeSpan.FromSeconds(1));
        }

        public void Dispose() => Interlocked.Add(ref all._held, -_bytes);
    }
}
