using QuizPlatform.Contracts;
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

    /// <summary>A word of <see cref="LeaderboardRule"/>; null, in quizzes older than this field, is unaided.</summary>
    public string? LeaderboardCounts { get; private set; }

    /// <summary>Whether guests may not take it.</summary>
    public bool AccountsOnly { get; private set; }

    /// <summary>Whether its board shows no names that guests chose themselves.</summary>
    public bool MadeUpNames { get; private set; }

    /// <summary>Marked by an admin.</summary>
    public bool Featured { get; private set; }

    /// <summary>The quiz's revision that the mark is from; 0 while nothing was told of it.</summary>
    public int FeaturedRevision { get; private set; }

    /// <summary>Taken down by an admin: there for its author and admins only.</summary>
    public bool Hidden { get; private set; }

    /// <summary>The quiz's revision that this is from; 0 while nothing was told of it.</summary>
    public int HiddenRevision { get; private set; }

    public static string IdOf(string quizId) => $"known-{quizId}";

    public void Published(QuizPublished told)
    {
        if (told.Version <= LatestVersion)
            return;
        LatestVersion = told.Version;
        AuthorId = told.AuthorId;
        LeaderboardCounts = told.LeaderboardCounts;
        AccountsOnly = told.AccountsOnly;
        MadeUpNames = told.MadeUpNames;
    }

    public void Marked(bool featured, int revision)
    {
        if (revision <= FeaturedRevision)
            return;
        Featured = featured;
        FeaturedRevision = revision;
    }

    public void Hide(string authorId, bool hidden, int revision)
    {
        if (revision <= HiddenRevision)
            return;
        AuthorId ??= authorId;
        Hidden = hidden;
        HiddenRevision = revision;
    }

    public void Archived(DateTimeOffset at) => ArchivedAt ??= at;
}
