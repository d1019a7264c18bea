namespace QuizPlatform.Platform;

/// <summary>The Users app's public keys as they were last fetched.</summary>
public sealed class RememberedKeys : Document
{
    public const string Key = "remembered-keys";

    public RememberedKeys()
        : base(Key, Key)
    {
    }

    public string Jwks { get; set; } = "";
}
