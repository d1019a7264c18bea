namespace QuizPlatform.Users;

/// <summary>A person as the person sees it.</summary>
/// <param name="Username">Empty for a guest, as is <paramref name="Email"/>.</param>
/// <param name="GuestUntil">When a guest is forgotten; null for an account.</param>
/// <param name="EmailConfirmed">Whether what is sent to the address has reached its owner; null where nobody has asked that.</param>
/// <param name="HideName">Whether boards keep the name to themselves.</param>
public sealed record UserProfile(
    string Id, string Username, string Email, string DisplayName, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt, DateTimeOffset? GuestUntil,
    bool HideName, bool? EmailConfirmed)
{
    public static UserProfile Of(User user) =>
        new(user.UserId, user.Username, user.Email, user.DisplayName, [.. user.Roles], user.CreatedAt, user.GuestUntil, user.HideName,
            user.EmailConfirmedAt is not null ? true : user.MustConfirm ? false : null);
}
