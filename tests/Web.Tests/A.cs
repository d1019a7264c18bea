namespace QuizPlatform.Web.Tests;

/// <summary>What the apps answer, for tests that care about a part of it.</summary>
internal static class A
{
    public static object Quiz(
        string id, int questions = 3, string createdBy = "ann", int? timeLimit = 300, string? language = null, int version = 1, object? settings = null) => new
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
            settings = settings ?? new { leaderboardCounts = "unaided" },
            questions = Enumerable.Range(1, questions)
                .Select(i => new { id = $"q{i}", question = $"Question {i}?", options = new[] { "Left", "Right" }, points = 1 }),
        };

    /// <summary>As its author <c>u1</c> sees it; the second option of each question is right.</summary>
    public static object OwnQuiz(string id, int version, params string[] questions) =>
        OwnQuiz(id, version, version == 0 ? "draft" : "published", questions);

    public static object OwnQuiz(
        string id, int version, string status, IEnumerable<string> questions, object? hidden = null, object? settings = null) =>
        OwnQuiz(id, version, status, hidden, settings, questions.Select(object (question) => new
        {
            id = question,
            type = "single",
            question = $"{question}?",
            options = new[] { "Left", "Right" },
            correctAnswer = 1,
            points = 1,
        }));

    /// <summary>With questions as the API has them.</summary>
    public static object OwnQuiz(string id, string status, params IEnumerable<object> questions) =>
        OwnQuiz(id, version: 1, status, hidden: null, settings: null, questions);

    public static object Settings(string reveal = "immediately", string? revealAt = null) =>
        new { leaderboardCounts = "unaided", guests = true, guestNames = "own", reveal, revealAt };

    private static object OwnQuiz(string id, int version, string status, object? hidden, object? settings, IEnumerable<object> questions) => new
    {
        id,
        status,
        title = "Rivers",
        description = "Where they rise.",
        difficulty = "beginner",
        category = "general",
        tags = Array.Empty<string>(),
        timeLimit = 300,
        passPercentage = 70,
        settings = settings ?? Settings(),
        version,
        updatedAt = DateTimeOffset.UnixEpoch,
        createdBy = "u1",
        hidden,
        questions,
    };

    /// <summary>Of an import or an export: a question of each status.</summary>
    public static object FileReport(int ok, int warnings, int errors) => new
    {
        format = "gift",
        counts = new { ok, warnings, errors },
        messages = new[] { new { line = default(int?), sentence = "Options in order." } },
        items = new object[]
        {
            new { item = 1, line = 1, type = "single", status = "ok", messages = Array.Empty<object>() },
            new { item = 2, line = 4, status = "error", messages = new[] { new { line = 5, sentence = "No answer is right." } } },
            new { item = 3, line = 7, type = "single", status = "warning", messages = new[] { new { line = 7, sentence = "Cut." } } },
        },
    };
}
