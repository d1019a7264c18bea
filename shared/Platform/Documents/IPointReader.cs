using Microsoft.EntityFrameworkCore.Diagnostics;

namespace QuizPlatform.Platform;

/// <summary>Reads single documents where a store has a quicker way to it than EF's queries. A context has it among its interceptors.</summary>
public interface IPointReader : IInterceptor
{
    /// <param name="isTracked">Whether the context, which has no such document yet, is to save its changes.</param>
    /// <returns>Null when there is no such document.</returns>
    ValueTask<T?> Read<T>(DocumentDb db, string partition, string id, bool isTracked)
        where T : Document;
}
