using Azure.Core;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>The credential keeps its tokens itself.</summary>
internal sealed class OwnIdentity(TokenCredential credential) : IOwnIdentity
{
    public async Task<string> Token(string scope, CancellationToken cancellation) =>
        (await credential.GetTokenAsync(new TokenRequestContext([scope]), cancellation)).Token;
}
