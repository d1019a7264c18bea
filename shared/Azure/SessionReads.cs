using Microsoft.Azure.Cosmos;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>
/// Asks for session consistency where <see cref="RelaxedReads"/> are allowed; EF itself can read in one way only. So one replica answers instead of two, and
/// still never with less than this instance has read or saved before in the same partition of the store: what it shows does not go back, and counts that
/// were read first are never newer than those read after them.
/// </summary>
internal sealed class SessionReads : RequestHandler
{
    private const string ConsistencyLevelHeader = "x-ms-consistency-level"; // as the client itself sends what a request's options ask for

    public override Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        if (RelaxedReads.AreAllowed)
            request.Headers[ConsistencyLevelHeader] = nameof(ConsistencyLevel.Session);
        return base.SendAsync(request, cancellationToken);
    }
}
