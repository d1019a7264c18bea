using System.ComponentModel.DataAnnotations;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Section <c>Quizzes</c>.</summary>
public sealed class QuizzesOptions
{
    public const string Section = "Quizzes";

    private const string Words = $"It is '{LeaderboardRule.Unaided}', '{LeaderboardRule.First}' or '{LeaderboardRule.Best}'.";

    /// <summary>Whether only people with the role author or admin may write quizzes; otherwise everybody may.</summary>
    public bool AuthorsOnly { get; set; }

    /// <summary>Which results count on boards where an author has not chosen: a word of <see cref="LeaderboardRule"/>.</summary>
    [AllowedValues(LeaderboardRule.Unaided, LeaderboardRule.First, LeaderboardRule.Best, ErrorMessage = Words)]
    public string LeaderboardCounts { get; set; } = LeaderboardRule.Unaided;

    /// <exception cref="ProblemException">403.</exception>
    public void RequireMayWrite(Caller caller)
    {
        caller.RequireAccount("A guest writes no quizzes. Register or sign in to write your own.");
        if (AuthorsOnly && !caller.Is(Permissions.Author) && !caller.IsAdmin)
            throw Problem.Forbidden("Only authors may write quizzes here. Ask an admin for the role.");
    }

    /// <exception cref="ProblemException">403.</exception>
    public void RequireMayPublish(Caller caller)
    {
        RequireMayWrite(caller);
        caller.RequireConfirmed("Confirm your e-mail address before you publish, by the letter that was sent there. Sign in again then.");
    }
}
