using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Platform;

/// <summary>
/// A new document's id is taken: somebody else was quicker to add it, or this very save was done before and its answer lost. Whoever made the
/// id looks whose document it is; for others it is a lost race like any.
/// </summary>
public sealed class IdTakenException(DbUpdateException cause) : DbUpdateConcurrencyException("The id is taken.", cause);
