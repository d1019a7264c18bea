namespace QuizPlatform.Web.Tests;

/// <summary>What the apps answer, for tests that care about a part of it.</summary>
internal static class A
{
    public static object Quiz(string id, int questions = 3, string createdBy = "ann", int? timeLimit = 300, string? language = null, int version = 1) => new
    {
        id,
        title = "Rivers",
        description = "Where they rise.",
        difficulty = "beginner",
        category = "general",
        tags = new[] { "geography" },
        timeLimit,
        questionCount = questions,
        featured = false,
        version,
        createdAt = "2026-11-26T00:00:00Z",
        createdBy,
        passPercentage = 70,
        language,
        questions = Enumerable.Range(1, questions)
            .Select(i => new { id = $"q{i}", question = $"Question {i}?", options = new[] { "Left", "Right" }, points = 1 }),
    };
}
