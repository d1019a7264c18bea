using QuizPlatform.Web.Api;

namespace QuizPlatform.Web.Authoring;

/// <summary>A quiz while it is written, saved or not, with whatever is missing yet: as the editor sends it, and no more of it than players see.</summary>
internal sealed record Sketch(
    string? Title, string? Description, string? Language, string? Difficulty, string? Category, double? TimeLimit, IReadOnlyList<SketchQuestion?>? Questions)
{
    public static Sketch Of(OwnQuiz quiz) => new(
        quiz.Title, quiz.Description, quiz.Language, quiz.Difficulty, quiz.Category, quiz.TimeLimit,
        [.. quiz.Questions.Select(question => new SketchQuestion(question.Question, question.Options, question.Points))]);

    public QuizDetails AsPlayersSeeIt(OwnQuiz saved, string noTitle, string noText)
    {
        var questions = (Questions ?? []).Select((question, i) => new PlayerQuestion(
            $"q{i}", Or(question?.Question, noText), question?.Options ?? [], question?.Points is >= 1 and <= 100 and var points ? (int)points : 1));
        return new(
            saved.Id, Or(Title, noTitle), Description ?? "", Or(Difficulty, "beginner"), Or(Category, "general"), saved.Tags,
            TimeLimit is >= 1 and <= 86_400 and var seconds ? (int)seconds : null, Questions?.Count ?? 0, Featured: false, saved.Version, saved.UpdatedAt,
            saved.CreatedBy, saved.PassPercentage, [.. questions], string.IsNullOrEmpty(Language) ? null : Language);
    }

    private static string Or(string? text, string otherwise) => string.IsNullOrWhiteSpace(text) ? otherwise : text;
}

internal sealed record SketchQuestion(string? Question, IReadOnlyList<string>? Options, double? Points);
