using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Section <c>Quizzes</c>.</summary>
public sealed class QuizzesOptions
{
    public const string Section = "Quizzes";

    /// <summary>Whether only people with the role author or admin may write quizzes; otherwise everybody may.</summary>
    public bool AuthorsOnly { get; set; }

    /// <exception cref="ProblemException">403.</exception>
    public void RequireMayWrite(Caller caller)
    {
        if (AuthorsOnly && !caller.Is(Permissions.Author) && !caller.Is(Permissions.Admin))
            throw Problem.Forbidden("Only authors may write quizzes here. Ask an admin for the role.");
    }
}
