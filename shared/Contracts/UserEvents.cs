namespace QuizPlatform.Contracts;

/// <summary>Somebody opened an account, or plays as a guest. Sent by Users; Results shows the display name on its boards.</summary>
/// <param name="Username">Empty for a guest.</param>
/// <param name="MadeUpName">What a guest is called where no name of their own may be shown; null for an account, and in events older than this field.</param>
public sealed record UserRegistered(string UserId, string Username, string DisplayName, DateTimeOffset RegisteredAt, string? MadeUpName = null)
{
    public const string Type = "user.registered.v1";
}

/// <summary>
/// Somebody changed the name others see, or whether they see it. Sent by Users; Results shows it on its boards. <paramref name="Revision"/> grows with
/// each change of the profile, so that a late message cannot undo a newer name.
/// </summary>
/// <param name="NameHidden">Whether boards keep the name to themselves; null, in events older than this field, changes nothing of that.</param>
public sealed record UserRenamed(string UserId, string DisplayName, int Revision, bool? NameHidden = null)
{
    public const string Type = "user.renamed.v1";
}

/// <summary>Somebody's account is gone. Sent by Users; Quizzes and Results forget the person and refuse their tokens.</summary>
/// <param name="TokensExpireAt">When the last access token they may still hold has expired.</param>
/// <param name="KeptBy">The account that what a guest did goes over to; null for everybody else, and in events older than this field.</param>
public sealed record UserDeleted(string UserId, DateTimeOffset DeletedAt, DateTimeOffset TokensExpireAt, string? KeptBy = null)
{
    public const string Type = "user.deleted.v1";
}

/// <summary>A session ended before its tokens expire. Sent by Users; Quizzes and Results refuse its tokens.</summary>
/// <param name="TokensExpireAt">When the last access token of the session has expired.</param>
public sealed record SessionRevoked(string UserId, string SessionId, DateTimeOffset RevokedAt, DateTimeOffset TokensExpireAt)
{
    public const string Type = "session.revoked.v1";
}
