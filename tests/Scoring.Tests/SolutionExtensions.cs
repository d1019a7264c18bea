using System.Text.Json;

namespace QuizPlatform.Scoring.Tests;

internal static class SolutionExtensions
{
    public static Answer? Read(this Solution solution, string json)
    {
        using var given = JsonDocument.Parse(json);
        return solution.Read(given.RootElement);
    }

    public static Mark MarkOf(this Solution solution, string json, int points = 1, Rules? rules = null) =>
        solution.Mark(solution.Read(json), points, rules ?? Rules.Default);

    public static bool Takes(this Solution solution, string json) => solution.MarkOf(json).IsCorrect;
}
