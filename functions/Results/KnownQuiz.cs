using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>What Results knows of a quiz besides its answer keys: the newest version, and whether it still takes players.</summary>
public sealed class KnownQuiz : Document
{
    private KnownQuiz()
    {
    }

    public KnownQuiz(string quizId)
        : base(IdOf(quizId), quizId)
    {
    }

    /// <summary>0 until a version has been published.</summary>
    public int LatestVersion { get; private set; }
    public string? AuthorId { get; private set; }
    public DateTimeOffset? ArchivedAt { get; private set; }

    public static string IdOf(string quizId) => $"known-{quizId}";

    public void Published(int version, string authorId)
    {
        if (version <= LatestVersion)
            return;
        LatestVersion = version;
        AuthorId = authorId;
    }

    public void Archived(DateTimeOffset at) => ArchivedAt ??= at;
}
