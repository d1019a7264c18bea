using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes.Tests;

/// <summary>Situations in words: <c>A.Request(questions: 3)</c>, <c>A.Draft()</c>.</summary>
internal static class A
{
    public static readonly DateTimeOffset Sunday = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private static int _next;

    public static string Id() => Interlocked.Increment(ref _next).ToString("x32");

    public static QuestionRequest Question(string? text = "2 + 2?", string? id = null, int correct = 1) =>
        new(Id: id, Question: text, Options: ["3", "4", "5"], CorrectAnswer: correct, Explanation: "Because it is the SECRET.", Points: 2);

    /// <summary>What an author sends: a quiz that may be published.</summary>
    public static QuizRequest Request(string title = "Sums", int questions = 2) =>
        new(Title: title, Description: "Small numbers", Category: "Maths", Questions: [.. Enumerable.Range(1, questions).Select(i => Question($"{i} + 2?"))]);

    public static Quiz Draft(QuizRequest? request = null, string author = "ann") =>
        Quiz.Draft(Id(), author, (request ?? Request()).Content(unfinished: true), Sunday);

    public static Quiz Published(QuizRequest? request = null, string author = "ann")
    {
        var quiz = Draft(request, author);
        quiz.Publish(Sunday);
        return quiz;
    }

    /// <summary>The message that tells of something, as the bus would deliver it.</summary>
    public static string Message<T>(string type, T data) => Event.Write(Id(), type, Sunday, data);
}
