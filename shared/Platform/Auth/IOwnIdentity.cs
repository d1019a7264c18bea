namespace QuizPlatform.Platform;

/// <summary>Who this app is to services of the cloud that it runs in. Not there where it runs in none.</summary>
public interface IOwnIdentity
{
    /// <summary>A bearer token, the same for as long as it is good.</summary>
    /// <param name="scope">For what, e.g. <c>https://communication.azure.com/.default</c>.</param>
    Task<string> Token(string scope, CancellationToken cancellation);
}
