using System.Security.Cryptography;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>What Results knows of a quiz besides its answer keys: the newest version, and whether it still takes players.</summary>
public sealed class KnownQuiz : Document
{
    // Other instances of the app go by what they knew a second ago, and have requests under way.
    private static readonly TimeSpan Unnoticed = TimeSpan.FromSeconds(5);

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

    /// <summary>A word of <see cref="RevealRule"/>; null: immediately.</summary>
    public string? Reveal { get; private set; }

    /// <summary>From when what is right is shown, where the rule is <see cref="RevealRule.AfterClose"/>.</summary>
    public DateTimeOffset? RevealAt { get; private set; }

    /// <summary>The quiz's revision that the settings are from; 0 while none was told.</summary>
    public int SettingsRevision { get; private set; }

    /// <summary>Whoever had handed in by then has been shown what is right, by rules of before. Null: there were none that showed it.</summary>
    public DateTimeOffset? ShownUntil { get; private set; }

    /// <summary>As <see cref="ShownUntil"/>, of those who had passed.</summary>
    public DateTimeOffset? ShownToPassersUntil { get; private set; }

    /// <summary>From when what is right is shown by the newest rule: not before all instances of the app know it.</summary>
    public DateTimeOffset? ShownFrom { get; private set; }

    /// <summary>Whether it depends on what a person has handed in before which other results count.</summary>
    public bool CountsByTaken => (Reveal is not null || ShownFrom is not null) && LeaderboardCounts is not (LeaderboardRule.First or LeaderboardRule.Best);

    /// <summary>Marked by an admin.</summary>
    public bool Featured { get; private set; }

    /// <summary>The quiz's revision that the mark is from; 0 while nothing was told of it.</summary>
    public int FeaturedRevision { get; private set; }

    /// <summary>Taken down by an admin: there for its author and admins only.</summary>
    public bool Hidden { get; private set; }

    /// <summary>The quiz's revision that this is from; 0 while nothing was told of it.</summary>
    public int HiddenRevision { get; private set; }

    /// <summary>By which <see cref="Pseudonyms"/> are made; null until they are asked for.</summary>
    public string? Salt { get; private set; }

    public string QuizId => Partition;

    public static string IdOf(string quizId) => $"known-{quizId}";

    public void Published(QuizPublished told, DateTimeOffset now)
    {
        Take(new(told.QuizId, told.Revision, told.AccountsOnly, told.MadeUpNames, told.Reveal, told.RevealAt), now);
        if (told.Version <= LatestVersion)
            return;
        LatestVersion = told.Version;
        AuthorId = told.AuthorId;
        LeaderboardCounts = told.LeaderboardCounts;
        if (told.Revision == 0) // from before settings had a number
            (AccountsOnly, MadeUpNames) = (told.AccountsOnly, told.MadeUpNames);
    }

    /// <summary>Keeps the newest settings.</summary>
    /// <param name="now">Until when those of before held.</param>
    public void Take(QuizSettingsChanged told, DateTimeOffset now)
    {
        if (told.Revision <= SettingsRevision)
            return;
        if (LatestVersion > 0 && (told.Reveal, told.RevealAt) != (Reveal, RevealAt))
            Remember(now);
        SettingsRevision = told.Revision;
        (AccountsOnly, MadeUpNames) = (told.AccountsOnly, told.MadeUpNames);
        (Reveal, RevealAt) = (told.Reveal, told.RevealAt);
    }

    /// <summary>Whether what is right is shown to somebody who has taken the quiz.</summary>
    /// <param name="passed">Whether they have passed it.</param>
    public bool Shows(bool passed, DateTimeOffset now) => !(now < ShownFrom) && Reveal switch
    {
        null => true,
        RevealRule.AfterPass => passed,
        RevealRule.AfterClose => now >= RevealAt,
        _ => false,
    };

    /// <summary>Whether a result counts on boards.</summary>
    /// <param name="first">Whether it is the person's first one on this quiz.</param>
    /// <param name="before">What the person handed in before; not needed of the first.</param>
    public bool Counts(bool first, IReadOnlyCollection<Taken> before, DateTimeOffset now) => first || LeaderboardCounts switch
    {
        LeaderboardRule.Best => true,
        LeaderboardRule.First => false,
        _ => !HasShown(before, now),
    };

    private bool HasShown(IReadOnlyCollection<Taken> taken, DateTimeOffset now) =>
        Shows(taken.Any(result => result.Passed), now)
        || taken.Any(result => result.At <= ShownUntil || (result.Passed && result.At <= ShownToPassersUntil));

    private void Remember(DateTimeOffset now)
    {
        var until = now + Unnoticed;
        if (Shows(passed: false, now))
            ShownUntil = until;
        else if (Shows(passed: true, now))
            ShownToPassersUntil = until;
        ShownFrom = until;
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

    /// <summary>The salt, made if there is none.</summary>
    public string TakeSalt() => Salt ??= RandomNumberGenerator.GetHexString(32, lowercase: true);

    public void Archived(DateTimeOffset at) => ArchivedAt ??= at;
}

/// <summary>That somebody handed in a result on a quiz.</summary>
public sealed record Taken(DateTimeOffset At, bool Passed);
