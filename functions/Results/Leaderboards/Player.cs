using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// Results' own copy of what others may see of a person. All in one partition, so that the names of a page of the board are one query;
/// at some 200 bytes each, Cosmos's 20 GB per partition value hold a hundred million.
/// </summary>
public sealed class Player : Document
{
    public const string PartitionValue = "players";

    /// <summary>Shown until the name has arrived, where its owner hides it, and for good where somebody has left.</summary>
    public const string Nameless = "Anonymous player";

    private Player()
    {
    }

    public Player(string userId)
        : base(IdOf(userId), PartitionValue)
    {
        UserId = userId;
    }

    public string UserId { get; private set; } = null!;
    public string? DisplayName { get; private set; }

    /// <summary>What this guest is called where no name of their own may be shown; null for everybody else.</summary>
    public string? MadeUpName { get; private set; }

    /// <summary>Whether others see <see cref="Nameless"/> in the name's place.</summary>
    public bool NameHidden { get; private set; }

    public int Revision { get; private set; } = -1;
    public bool Deleted { get; private set; }

    /// <summary>What the person submitted after that is erased; null while the account is there, and in documents older than this field.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>The account that what this guest did goes over to; null for everybody else.</summary>
    public string? KeptBy { get; private set; }

    /// <summary>As <see cref="DeletedAt"/>, but null for a guest whom an account keeps: whenever submitted, everything goes over to it.</summary>
    public DateTimeOffset? EndedAt => KeptBy is null ? DeletedAt : null;

    /// <summary>What others may see wherever they look: a guest's own name is for boards that allow it.</summary>
    public string? NameForAll => NameHidden ? null : MadeUpName ?? DisplayName;

    public static string IdOf(string userId) => $"player-{userId}";

    /// <summary>A late message neither undoes a newer name nor brings back somebody who left.</summary>
    /// <param name="nameHidden">Null: as it is.</param>
    public void Rename(string displayName, int revision, bool? nameHidden = null)
    {
        if (Deleted || revision <= Revision)
            return;
        DisplayName = displayName;
        NameHidden = nameHidden ?? NameHidden;
        Revision = revision;
    }

    public void CameAs(string displayName, string? madeUpName)
    {
        if (!Deleted)
            MadeUpName = madeUpName;
        Rename(displayName, 0);
    }

    public void Forget(DateTimeOffset deletedAt, string? keptBy = null)
    {
        KeptBy ??= keptBy;
        Deleted = true;
        DeletedAt ??= deletedAt;
        DisplayName = null;
        MadeUpName = null;
        NameHidden = false;
    }
}
