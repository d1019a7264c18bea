namespace QuizPlatform.Platform;

/// <summary>Sessions and people whose tokens are refused before they expire.</summary>
public interface IRevocations
{
    ValueTask<bool> Contains(Caller caller, CancellationToken cancellation);
}
