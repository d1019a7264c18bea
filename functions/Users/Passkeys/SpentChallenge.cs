namespace QuizPlatform.Users;

/// <summary>A challenge that a passkey has answered, kept until it is void anyway.</summary>
public sealed class SpentChallenge
{
    private SpentChallenge()
    {
    }

    /// <param name="request">Whose it was: asked again by the same request, as when the store's answer was lost, it is still that one's.</param>
    internal SpentChallenge(string challengeId, string request, DateTimeOffset until) =>
        (ChallengeId, Request, Until) = (challengeId, request, until);

    public string ChallengeId { get; private set; } = null!;
    public string Request { get; private set; } = null!;
    public DateTimeOffset Until { get; private set; }
}
