namespace QuizPlatform.Platform;

/// <summary>The person a verified access token speaks for.</summary>
/// <param name="UserId">The token's <c>sub</c>.</param>
/// <param name="SessionId">The token's <c>sid</c>.</param>
/// <param name="Roles">The token's <c>roles</c>.</param>
/// <param name="IssuedAt">The token's <c>iat</c>.</param>
/// <param name="Expires">The token's <c>exp</c>.</param>
public sealed record Caller(string UserId, string SessionId, IReadOnlyList<string> Roles, DateTimeOffset IssuedAt, DateTimeOffset Expires)
{
    public const string Admin = "admin";
    public const string Guest = "guest";

    /// <summary>In the token of somebody who may not do everything until the address is confirmed.</summary>
    public const string Unconfirmed = "unconfirmed";

    public bool IsAdmin => Is(Admin);

    /// <summary>Whether there is no account behind it.</summary>
    public bool IsGuest => Is(Guest);

    public bool Is(string role) => Roles.Contains(role);

    /// <summary>Whether what belongs to that person is the caller's own.</summary>
    public bool Owns(string? ownerId) => UserId == ownerId;

    /// <exception cref="ProblemException">403, with that sentence, for everybody but an admin.</exception>
    public void RequireAdmin(string refusal = "Only an admin may do that.")
    {
        if (!IsAdmin)
            throw Problem.Forbidden(refusal);
    }

    /// <exception cref="ProblemException">403, with that sentence, for who has to confirm the address first.</exception>
    public void RequireConfirmed(string refusal)
    {
        if (Is(Unconfirmed))
            throw new ProblemException(403, refusal, "auth.unconfirmed");
    }

    /// <exception cref="ProblemException">403, with that sentence, for a guest.</exception>
    public void RequireAccount(string refusal)
    {
        if (IsGuest)
            throw new ProblemException(403, refusal, "auth.guest");
    }
}
