using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using QuizPlatform.Platform;
using Yarp.ReverseProxy.Model;

namespace QuizPlatform.Gateway;

/// <summary>
/// Reads a body whole before anybody looks at it, page or app: nobody's time is for clients that send slowly, and what is whole can be sent again. What all
/// of them hold at once has a bound (<see cref="BodyMemory"/>).
/// </summary>
internal sealed class WholeBodies(RequestDelegate next, BodyMemory memory, TimeProvider clock, IHostApplicationLifetime host)
{
    private const int First = 1024; // most are no larger, and a client that claims to send much may send nothing
    private const int Form = 4; // times its size is what a form takes once it is read: its bytes anew, and texts of two bytes a character

    private static readonly TimeSpan ToNotice = TimeSpan.FromSeconds(5); // what a client that was refused has to read its answer and stop sending
    private static readonly TimeSpan AtTheEnd = TimeSpan.FromSeconds(5); // what a body that is on its way still has when the gateway is stopped

    public async Task Invoke(HttpContext context)
    {
        if (context.GetEndpoint() is null || context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            await next(context);
            return;
        }

        using var share = memory.For(context.Connection.RemoteIpAddress);
        await Read(context.Request, share, MaxBytes(context));
        await next(context);
    }

    // Those of files are larger than the server lets pass of others. Of a page, routing has told it so.
    private static int MaxBytes(HttpContext context)
    {
        var endpoint = context.GetEndpoint()!.Metadata;
        if (endpoint.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize is { } ofPage)
            return (int)ofPage;
        if (endpoint.GetMetadata<RouteModel>()?.Config.MaxRequestBodySize is not { } max)
            return RequestBody.MaxBytes;
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = max;
        return (int)max;
    }

    private async Task Read(HttpRequest request, BodyMemory.Share share, int maxBytes)
    {
        var whole = new ArrayBufferWriter<byte>(First);
        var body = request.BodyReader;
        using var tooSlow = new CancellationTokenSource(RequestBody.Patience, clock);
        await using var stop = host.ApplicationStopping.Register(() => tooSlow.CancelAfter(AtTheEnd));
        await using var end = tooSlow.Token.Register(body.CancelPendingRead); // a read that its token ends, the server takes for one that goes on
        try
        {
            share.Hold(whole.Capacity);
            while (await ReadSome(body, whole, maxBytes))
                share.Hold(whole.Capacity);
            share.Hold(whole.Capacity + (request.HasFormContentType ? Form * (long)whole.WrittenCount : 0));
        }
        catch (ProblemException)
        {
            CloseAfterwards(request.HttpContext);
            throw;
        }

        MemoryMarshal.TryGetArray(whole.WrittenMemory, out var all);
        request.Body = new MemoryStream(all.Array!, all.Offset, all.Count, writable: false);
    }

    /// <returns>Whether there may be more.</returns>
    private static async ValueTask<bool> ReadSome(PipeReader body, ArrayBufferWriter<byte> whole, int maxBytes)
    {
        try
        {
            var read = await body.ReadAsync();
            foreach (var bytes in read.Buffer)
                whole.Write(bytes.Span);
            body.AdvanceTo(read.Buffer.End); // of HTTP/2 it is here that the server says it is too large
            return read.IsCanceled ? throw Problem.TooSlow() : !read.IsCompleted;
        }
        catch (Exception e) when (e is not ProblemException && RequestBody.Fault(e, maxBytes) is { } fault)
        {
            throw fault;
        }
    }

    // What is still to come nobody will read. Of HTTP/2 it is only a stream that ends.
    private static void CloseAfterwards(HttpContext context)
    {
        if (!HttpProtocol.IsHttp11(context.Request.Protocol))
            return;

        context.Response.OnStarting(() =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        var connection = context.Features.GetRequiredFeature<IConnectionLifetimeFeature>();
        context.Response.OnCompleted(() =>
        {
            _ = CloseIfStillOpen(connection);
            return Task.CompletedTask;
        });
    }

    // Kestrel reads on, so that a client which is still sending is answered and not reset, but for as long as that sends, even when it is to stop.
    private static async Task CloseIfStillOpen(IConnectionLifetimeFeature connection)
    {
        await Task.Delay(ToNotice, connection.ConnectionClosed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        connection.Abort();
    }
}
