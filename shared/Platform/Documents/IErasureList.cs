namespace QuizPlatform.Platform;

/// <summary>
/// Who was deleted, kept outside the store and outside its backups: a backup holds people who were deleted after it was made, and putting it
/// back must not bring them back.
/// </summary>
public interface IErasureList
{
    /// <summary>Durable when it returns; again changes nothing.</summary>
    /// <exception cref="StoreUnavailableException">The list cannot be written just now.</exception>
    Task Add(Erasure erasure, CancellationToken cancellation);

    /// <summary>Everybody on the list, if a backup was put back and <see cref="Repeated"/> was not said since; otherwise nobody.</summary>
    Task<IReadOnlyList<Erasure>> ToRepeat(CancellationToken cancellation);

    Task Repeated(CancellationToken cancellation);
}

/// <param name="KeptBy">The account that what a guest did went over to; null: nobody's.</param>
public sealed record Erasure(string UserId, DateTimeOffset DeletedAt, string? KeptBy = null);
