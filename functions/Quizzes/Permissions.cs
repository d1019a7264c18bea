using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Who may do what with a quiz.</summary>
public static class Permissions
{
    public const string Author = "author";

    /// <summary>Drafts, archived quizzes and right answers are for the author and for admins.</summary>
    public static bool MayRead(this Caller caller, Quiz quiz) => caller.Owns(quiz.AuthorId) || caller.IsAdmin;

    /// <exception cref="ProblemException">403.</exception>
    public static void RequireMayRead(this Caller caller, Quiz quiz)
    {
        if (!caller.MayRead(quiz))
            throw Problem.Forbidden("Only the quiz's author may see its answers.");
    }

    /// <exception cref="ProblemException">403.</exception>
    public static void RequireMayArchive(this Caller caller, Quiz quiz)
    {
        if (!caller.Owns(quiz.AuthorId) && !caller.IsAdmin)
            throw Problem.Forbidden("Only the quiz's author or an admin may archive it.");
    }

    /// <summary>Nobody else puts words into an author's mouth: not even an admin may change a quiz.</summary>
    /// <exception cref="ProblemException">403.</exception>
    public static void RequireAuthor(this Caller caller, Quiz quiz)
    {
        if (!caller.Owns(quiz.AuthorId))
            throw Problem.Forbidden("Only the quiz's author may change it.");
    }
}
