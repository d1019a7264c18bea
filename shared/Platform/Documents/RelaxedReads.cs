namespace QuizPlatform.Platform;

/// <summary>
/// Reads that may tell what was stored a moment ago, for half the request units that Cosmos DB asks for strongly consistent ones. For what is shown, not for
/// what decides what is saved, nor for what is remembered for others (<see cref="Kept{TKey, T}"/>).
/// </summary>
public static class RelaxedReads
{
    private static readonly AsyncLocal<bool> Allowed = new();

    /// <summary>Whether what is read just now may be so.</summary>
    public static bool AreAllowed => Allowed.Value;

    /// <summary>Reads so whatever <paramref name="read"/> asks a store for, and nothing else. It cannot save.</summary>
    public static async Task<T> Of<T>(Func<Task<T>> read)
    {
        Allowed.Value = true; // until this method returns
        return await read();
    }
}
