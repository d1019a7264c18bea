using System.Text.Json;

namespace QuizPlatform.Quizzes.Tests;

/// <summary>What only this app has: <c>A.Request(questions: 3)</c>, <c>A.Draft()</c>.</summary>
internal static class Builders
{
    extension(A)
    {
        /// <summary>As a client would send it; null for nothing.</summary>
        public static JsonElement? Json<T>(T? value) => value is null ? null : JsonSerializer.SerializeToElement(value);

        public static QuestionRequest Question(string? text = "2 + 2?", string? id = null, int correct = 1) =>
            new(Id: id, Question: text, Options: ["3", "4", "5"], Explanation: "Because it is the SECRET.", Points: 2) { CorrectAnswer = A.Json(correct) };

        /// <summary>What an author sends: a quiz that may be published.</summary>
        public static QuizRequest Request(string title = "Sums", int questions = 2) => new(
            Title: title, Description: "Small numbers", Category: "Maths",
            Questions: [.. Enumerable.Range(1, questions).Select(i => A.Question($"{i} + 2?"))]);

        public static Quiz Draft(QuizRequest? request = null, string author = "ann") =>
            Quiz.Draft(A.Id(), author, (request ?? A.Request()).Content(unfinished: true), A.Sunday);

        public static Quiz Published(QuizRequest? request = null, string author = "ann")
        {
            var quiz = A.Draft(request, author);
            quiz.Publish(A.Sunday);
            return quiz;
        }
    }
}
