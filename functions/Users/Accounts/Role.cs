using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>What a person may do beyond playing; travels in the access token's <c>roles</c>.</summary>
public static class Role
{
    public const string Player = "player";
    public const string Author = "author";
    public const string Admin = Caller.Admin;

    /// <summary>Of somebody without an account, alone; nobody is given it.</summary>
    public const string Guest = Caller.Guest;

    public static IReadOnlyList<string> All { get; } = [Player, Author, Admin];
}
