namespace QuizPlatform.Users;

/// <summary>A person as the person sees it.</summary>
public sealed record UserProfile(string Id, string Username, string Email, string DisplayName, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt)
{
    public static UserProfile Of(User user) =>
        new(user.UserId, user.Username, user.Email, user.DisplayName, [.. user.Roles], user.CreatedAt);
}
