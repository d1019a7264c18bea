using System.Text.Json;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;
using QuizPlatform.Quizzes;

namespace QuizPlatform.Seed;

/// <summary>Quizzes of sums, all published, that can be taken.</summary>
internal static class SeededQuizzes
{
    private const int Questions = 5;

    private static readonly (string Name, string Sign, Func<int, int, int> Of)[] Sums =
    [
        ("Addition", "+", (a, b) => a + b), ("Subtraction", "−", (a, b) => a - b), ("Multiplication", "×", (a, b) => a * b),
    ];

    /// <returns>What the other apps are told of each.</returns>
    public static async Task<IReadOnlyList<QuizPublished>> Write(string file, Population population)
    {
        var published = new List<QuizPublished>();
        await using var store = await SeededStore<QuizzesDb>.Create(file);
        for (var i = 0; i < population.Quizzes; i++)
        {
            var quiz = Quiz.Draft(population.QuizId(i), population.AuthorId, Content(i), population.PublishedAt(i));
            quiz.Publish(population.PublishedAt(i));
            published.Add(Event.Parse(quiz.PendingEvents[0]).Data<QuizPublished>());
            store.Add(quiz);
        }

        await store.Complete();
        return published;
    }

    private static QuizContent Content(int quiz)
    {
        var (name, sign, of) = Sums[quiz % Sums.Length];
        var random = new Random(quiz);
        return new QuizRequest(
            Title: $"{name}, sheet {(quiz / Sums.Length) + 1}",
            Description: $"Five sums to do in one's head: sheet {(quiz / Sums.Length) + 1}.",
            Language: "en",
            Difficulty: QuizContent.Difficulties[quiz / Sums.Length % QuizContent.Difficulties.Count],
            Category: name,
            Tags: ["sums", name],
            Questions: [.. Enumerable.Range(0, Questions).Select(_ => Question(random.Next(2, 100), random.Next(2, 100), random.Next(4)))])
            .Content(unfinished: false);

        QuestionRequest Question(int a, int b, int right) => new(
            Question: $"{a} {sign} {b}?",
            Options: [.. Enumerable.Range(0, 4).Select(option => $"{of(a, b) + option - right}")],
            Explanation: $"{a} {sign} {b} is {of(a, b)}.")
        {
            CorrectAnswer = JsonSerializer.SerializeToElement(right),
        };
    }
}
