using System.Globalization;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

public enum QuizState
{
    Draft,
    Published,
    Archived,
}

/// <summary>
/// A quiz with its questions, from draft to archive. Published, it changes by growing a new version; what an older version asked is kept
/// in <see cref="QuizVersion"/>, because results stay bound to the version they were taken on.
/// </summary>
public sealed class Quiz : EventfulDocument
{
    /// <summary>
    /// All quizzes share one partition: the list, its total and the figures are then queries within a partition, and reading one is a
    /// point read. Cosmos gives a partition 20 GB and 10,000 RU/s: room for about a million quizzes of twenty questions, which are seldom
    /// written and whose players are served from <see cref="PlayerViews"/>. Past that, list entries become a document kind of their own.
    /// </summary>
    public const string Catalogue = "catalogue";

    /// <summary>Stands where the author was, once the person's account is gone.</summary>
    public const string NoAuthor = "deleted";

    private const string Prefix = "quiz-";

    private const string CopyMark = " (copy)";

    private const int MaxMessage = 192 * 1024; // bytes, of the 256 KB that Service Bus takes with all that is around them

    private Quiz()
    {
    }

    private Quiz(string id, string authorId, QuizContent content, string leaderboardCounts, DateTimeOffset now)
        : base(DocumentId(id), Catalogue)
    {
        LeaderboardCounts = leaderboardCounts;
        AuthorId = authorId;
        CreatedAt = now;
        UpdatedAt = now;
        Revision = 1;
        Take(content);
        Index();
    }

    public string AuthorId { get; private set; } = null!;
    public QuizState State { get; private set; }

    /// <summary>Grows with every change: the ETag.</summary>
    public int Revision { get; private set; }

    /// <summary>What players see; 0 before the first publication.</summary>
    public int CurrentVersion { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }
    public DateTimeOffset? ArchivedAt { get; private set; }

    /// <summary>
    /// Since when an admin has taken the quiz down; null where none has. Its state is archived meanwhile, for all that ask for no more (lists, an older
    /// version of this app), and it can be put up again.
    /// </summary>
    public DateTimeOffset? HiddenAt { get; private set; }

    /// <summary>Whether a hidden quiz is archived for good beneath: shown again, it is as archived as before.</summary>
    public bool StaysArchived { get; private set; }

    /// <summary>What that admin says of it to the author.</summary>
    public string? HiddenNote { get; private set; }

    public string Title { get; private set; } = null!;
    public string Description { get; private set; } = null!;

    /// <summary>Of its texts, as BCP 47 writes it; null where the author has not said, and in documents older than this field.</summary>
    public string? Language { get; private set; }

    /// <summary>One of <see cref="QuizContent.TextFormats"/>; null, which is plain, in documents older than this field.</summary>
    public string? TextFormat { get; private set; } = QuizContent.PlainText;

    public string Difficulty { get; private set; } = null!;
    public string Category { get; private set; } = null!;
    public List<string> Tags { get; private set; } = [];

    /// <summary>Seconds; null: none.</summary>
    public int? TimeLimit { get; private set; }
    public int PassPercentage { get; private set; }

    /// <summary>
    /// What answers earn that are right in part, where a question does not say it itself: a word of <see cref="Scoring.Rules.PartialCredits"/>; null: none.
    /// </summary>
    public string? PartialCredit { get; private set; }

    /// <summary>What a wrong answer takes away, as a share of the question's points: 0 to 1.</summary>
    public double WrongPenalty { get; private set; }

    /// <summary>A word of <see cref="LeaderboardRule"/>; fixed when the first version is published.</summary>
    public string LeaderboardCounts { get; private set; } = LeaderboardRule.Unaided;

    /// <summary>Whether guests may not take it. The newest version's word counts for all versions.</summary>
    public bool AccountsOnly { get; private set; }

    /// <summary>Whether its board shows no names that guests chose themselves.</summary>
    public bool MadeUpNames { get; private set; }

    /// <summary>When reviews tell what is right: a word of <see cref="RevealRule"/>; null: immediately.</summary>
    public string? Reveal { get; private set; }

    /// <summary>With <see cref="RevealRule.AfterClose"/> alone.</summary>
    public DateTimeOffset? RevealAt { get; private set; }

    public List<Question> Questions { get; private set; } = [];

    /// <summary>So that the list need not read the questions.</summary>
    public int QuestionCount { get; private set; }

    /// <summary>Marked by an admin, as one that is worth taking.</summary>
    public bool Featured { get; private set; }

    /// <summary>What lists find it by (see <see cref="QuizTerms"/>).</summary>
    public List<string> Terms { get; private set; } = [];

    // Folded copies, which the release before filters by.
    public string SearchText { get; private set; } = null!;
    public string CategoryKey { get; private set; } = null!;
    public List<string> TagKeys { get; private set; } = [];

    /// <summary>How many question ids were given out: a question that is gone never lends its id to another.</summary>
    public int QuestionIds { get; private set; }

    /// <summary>What the Idempotency-Key's first request said; null when it had none.</summary>
    public string? Fingerprint { get; private set; }

    public string PublicId => PublicIdOf(Id);
    public bool IsPublished => State == QuizState.Published;
    public bool IsHidden => HiddenAt is not null;

    /// <summary>For good, which a quiz that is only hidden is not.</summary>
    private bool IsArchived => State == QuizState.Archived && (StaysArchived || !IsHidden);

    public static string DocumentId(string publicId) => Prefix + publicId;
    public static string PublicIdOf(string documentId) => documentId[Prefix.Length..];

    /// <summary>The form of a text that is searched and compared.</summary>
    public static string Key(string text) => VisibleText.Key(text);

    /// <param name="leaderboardCounts">The rule where the author has not chosen one.</param>
    public static Quiz Draft(
        string id, string authorId, QuizContent content, DateTimeOffset now, string leaderboardCounts = LeaderboardRule.Unaided, string? fingerprint = null) =>
        new(id, authorId, content, leaderboardCounts, now) { Fingerprint = fingerprint };

    /// <summary>A draft with all that this quiz has, whatever its state.</summary>
    public Quiz Copy(string id, string authorId, DateTimeOffset now, string? fingerprint = null)
    {
        var room = QuizRequest.MaxTitle - CopyMark.Length;
        var title = string.Concat(Letters(Title).TakeWhile(letter => (room -= letter.Length) >= 0)).TrimEnd();
        var content = new QuizContent(
            title + CopyMark, Description, Language, Difficulty, Category, Tags, TimeLimit, PassPercentage, Questions.ConvertAll(q => q.Content()),
            new(LeaderboardCounts, !AccountsOnly, MadeUpNames ? SettingsContent.MadeUpNames : SettingsContent.OwnNames, Reveal, RevealAt),
            PartialCredit, WrongPenalty, TextFormat);
        return Draft(id, authorId, content, now, fingerprint: fingerprint);
    }

    /// <exception cref="RuleViolation">The draft is not complete.</exception>
    public void Publish(DateTimeOffset now)
    {
        RequireNotArchived();
        if (IsPublished)
            return; // asked again after a lost answer

        Open(now);
        Changed(now);
    }

    /// <summary>A draft changes in place, a published quiz gets a new version.</summary>
    /// <exception cref="RuleViolation">The new content is not fit for players.</exception>
    public void Change(QuizContent content, DateTimeOffset now)
    {
        RequireNotArchived();
        Take(content);
        if (IsPublished)
            Open(now);
        Changed(now);
    }

    /// <summary>Changes what holds for all versions, also once it is archived: it may be then that players are to see what is right.</summary>
    /// <exception cref="RuleViolation">An admin has taken it down, or which results count is fixed.</exception>
    public void Settle(SettingsContent settings, DateTimeOffset now)
    {
        if (IsHidden)
            RequireNotArchived();
        Take(settings);
        Changed(now);
        if (CurrentVersion > 0)
            Raise(QuizSettingsChanged.Type, new QuizSettingsChanged(PublicId, Revision, AccountsOnly, MadeUpNames, Reveal, RevealAt), now);
    }

    /// <summary>Adds questions at the end.</summary>
    public void Add(IReadOnlyList<QuestionContent> questions, DateTimeOffset now)
    {
        RequireNotArchived();
        Questions = [.. Questions, .. Made(questions)];
        QuestionCount = Questions.Count;
        Changed(now);
    }

    /// <summary>For good; where an admin has hidden it, it stays hidden.</summary>
    public void Archive(DateTimeOffset now)
    {
        if (IsArchived)
            return;

        StaysArchived = IsHidden;
        State = QuizState.Archived;
        ArchivedAt = now;
        Changed(now);
        if (CurrentVersion > 0)
            Raise(QuizArchived.Type, new QuizArchived(PublicId, now), now);
    }

    /// <exception cref="RuleViolation">Players cannot find the quiz.</exception>
    public void Feature(bool featured, DateTimeOffset now)
    {
        if (Featured == featured)
            return;
        if (!IsPublished)
            throw new StateConflict("quiz.not-published", "Only a published quiz is featured.");

        Featured = featured;
        Changed(now);
        Raise(QuizFeatured.Type, new QuizFeatured(PublicId, featured, Revision), now);
    }

    /// <summary>Takes a quiz that players have seen down, as if it were not there for anybody but its author and admins, or puts it up as it was.</summary>
    /// <param name="note">To the author; null leaves the one that a hidden quiz has.</param>
    /// <returns>False where it was so already.</returns>
    /// <exception cref="RuleViolation">Players have not seen the quiz.</exception>
    public bool Hide(bool hidden, string? note, DateTimeOffset now)
    {
        if (CurrentVersion == 0)
            throw new StateConflict("quiz.not-published", "Only a quiz that has been published is hidden, or shown again.");
        if (hidden == IsHidden && (!hidden || note is null || note == HiddenNote))
            return false;

        var archived = IsArchived;
        HiddenAt = hidden ? HiddenAt ?? now : null;
        HiddenNote = hidden ? note : null;
        StaysArchived = hidden && archived;
        State = hidden || archived ? QuizState.Archived : QuizState.Published;
        ArchivedAt = State == QuizState.Archived ? ArchivedAt ?? now : null;
        Changed(now);
        Raise(QuizHidden.Type, new QuizHidden(PublicId, AuthorId, hidden, HiddenNote, Language, Revision), now);
        return true;
    }

    /// <summary>The author's account is gone: players keep the quiz, nobody is named.</summary>
    public void ForgetAuthor(DateTimeOffset now)
    {
        if (AuthorId == NoAuthor)
            return;

        AuthorId = NoAuthor;
        Fingerprint = null;
        Changed(now);
    }

    /// <summary>Makes what lists find it by as this version of the app has it.</summary>
    /// <returns>False where it was so already.</returns>
    public bool Index()
    {
        var terms = QuizTerms.Of(this);
        if (Terms is not null && Terms.ToHashSet(StringComparer.Ordinal).SetEquals(terms)) // null: Cosmos has documents older than this field
            return false;

        Terms = terms;
        return true;
    }

    private void Take(QuizContent content)
    {
        Title = content.Title;
        Description = content.Description;
        Language = content.Language;
        TextFormat = content.TextFormat ?? TextFormat;
        Difficulty = content.Difficulty;
        Category = content.Category;
        Tags = [.. content.Tags];
        TimeLimit = content.TimeLimit;
        PassPercentage = content.PassPercentage;
        PartialCredit = content.PartialCredit ?? PartialCredit;
        WrongPenalty = content.WrongPenalty ?? WrongPenalty;
        Take(content.Settings);

        SearchText = Key($"{Title}\n{Description}");
        CategoryKey = Key(Category);
        TagKeys = [.. Tags.Select(Key)];

        Questions = [.. Made(content.Questions)];
        QuestionCount = Questions.Count;
    }

    private void Take(SettingsContent settings)
    {
        TakeRule(settings.LeaderboardCounts);
        AccountsOnly = settings.Guests is { } guests ? !guests : AccountsOnly;
        MadeUpNames = settings.GuestNames is { } names ? names == SettingsContent.MadeUpNames : MadeUpNames;
        if (settings.Reveal is { } reveal)
            (Reveal, RevealAt) = (reveal == RevealRule.Immediately ? null : reveal, settings.RevealAt);
    }

    private IEnumerable<Question> Made(IReadOnlyList<QuestionContent> questions) => questions.Select(q => new Question(q.Id ?? $"q{++QuestionIds}", q));

    // What one sees as one, however many characters it is of.
    private static IEnumerable<string> Letters(string text)
    {
        for (var letters = StringInfo.GetTextElementEnumerator(text); letters.MoveNext();)
            yield return letters.GetTextElement();
    }

    // Results that players have handed in were decided by it: a change would rewrite a race that has begun.
    private void TakeRule(string? leaderboardCounts)
    {
        if (leaderboardCounts is null || leaderboardCounts == LeaderboardCounts)
            return;
        if (CurrentVersion > 0)
            throw new RuleViolation("quiz.leaderboard-counts-fixed", "Which results count on the leaderboard is fixed once a quiz has been published.");
        LeaderboardCounts = leaderboardCounts;
    }

    private void Open(DateTimeOffset now)
    {
        RequireComplete();
        State = QuizState.Published;
        CurrentVersion++;
        PublishedAt = now;
        var told = Published(now);
        Raise(told.SentAs(), told, now);
    }

    // Where a message has no room for the questions, Results asks for them.
    private QuizPublished Published(DateTimeOffset now)
    {
        var whole = new QuizPublished(
            PublicId, CurrentVersion, Title, Category, AuthorId, PassPercentage, [.. Questions.Select(q => q.Published(this))], now, TimeLimit,
            LeaderboardCounts, AccountsOnly, MadeUpNames, Reveal, RevealAt, Revision + 1); // that which it is saved as
        var length = Event.Write(PublicId, whole.SentAs(), now, whole).Length; // all ASCII, as it is sent
        return length <= MaxMessage ? whole : whole with { Questions = null };
    }

    private void Changed(DateTimeOffset now)
    {
        Revision++;
        UpdatedAt = now > UpdatedAt ? now : UpdatedAt; // never back: by it others find what has changed
        Index();
    }

    private void RequireNotArchived()
    {
        if (State == QuizState.Archived)
            throw new StateConflict("quiz.archived", "The quiz is archived: it cannot be changed or published any more.");
    }

    /// <exception cref="RuleViolation">It is not fit for players.</exception>
    public void RequireComplete()
    {
        if (Questions.Count == 0)
            throw new RuleViolation("quiz.no-questions", "A quiz needs at least one question before it is published.");
        for (var i = 0; i < Questions.Count; i++)
        {
            if (Questions[i].Missing() is { } what)
                throw new RuleViolation("quiz.incomplete", $"Question {i + 1} needs {what} before the quiz is published.");
        }
    }
}
