using System.Text.Json;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Quizzes;
using QuizPlatform.Web.Taking;

namespace QuizPlatform.Web.Authoring;

/// <summary>A quiz while it is written, saved or not, with whatever is missing yet: as the editor sends it.</summary>
internal sealed record Sketch(
    string? Title, string? Description, string? Language, string? Difficulty, string? Category, double? TimeLimit, double? PassPercentage,
    IReadOnlyList<SketchQuestion?>? Questions)
{
    public static Sketch Of(OwnQuiz quiz) => new(
        quiz.Title, quiz.Description, quiz.Language, quiz.Difficulty, quiz.Category, quiz.TimeLimit, quiz.PassPercentage,
        [.. quiz.Questions.Select(question => new SketchQuestion(
            question.Question, question.Options, question.Points, question.CorrectAnswer, question.Explanation))]);

    /// <summary>Whether it has no more than the API lets a quiz have: a page of it is many times as large, and has its language at every text.</summary>
    public bool IsWithinLimits =>
        Title is not { Length: > 200 } && Description is not { Length: > 2000 } && Language is not { Length: > 35 } && Difficulty is not { Length: > 100 }
        && Category is not { Length: > 100 } && Questions is not { Count: > 200 } && (Questions ?? []).All(question => question?.IsWithinLimits != false);

    public QuizDetails AsPlayersSeeIt(OwnQuiz saved, string noTitle, string noText)
    {
        var questions = (Questions ?? []).Select((question, i) => new PlayerQuestion(
            $"q{i}", Or(question?.Question, noText), question?.Options ?? [], question?.Points is >= 1 and <= 100 and var points ? (int)points : 1));
        return new(
            saved.Id, Or(Title, noTitle), Description ?? "", Or(Difficulty, "beginner"), Or(Category, DefaultCategory.Value), saved.Tags,
            TimeLimit is >= 1 and <= 86_400 and var seconds ? (int)seconds : null, Questions?.Count ?? 0, Featured: false, saved.Version, saved.UpdatedAt,
            saved.CreatedBy, PassPercentage is >= 0 and <= 100 and var percent ? (int)percent : saved.PassPercentage, [.. questions],
            string.IsNullOrEmpty(Language) ? null : Language);
    }

    /// <summary>What players will read of their answers once they have handed in.</summary>
    /// <param name="asked">The questions as players see them.</param>
    public IReadOnlyList<QuestionReview> Review(IReadOnlyList<PlayerQuestion> asked, Func<PlayerQuestion, JsonElement?> answer) =>
        [.. asked.Zip(Questions ?? [], (question, written) =>
        {
            var (yours, right) = (answer(question), written?.CorrectAnswer);
            var isRight = yours.Option(question.Options.Count) is { } option && option == right.Option(question.Options.Count);
            return new QuestionReview(
                question.Id, question.Question, question.Options, isRight, yours, right, written?.Explanation, isRight ? question.Points : 0,
                question.Points);
        })];

    private static string Or(string? text, string otherwise) => string.IsNullOrWhiteSpace(text) ? otherwise : text;
}

/// <param name="CorrectAnswer">Null while the author has not said.</param>
internal sealed record SketchQuestion(
    string? Question, IReadOnlyList<string>? Options, double? Points, JsonElement? CorrectAnswer = null, string? Explanation = null)
{
    public bool IsWithinLimits =>
        Question is not { Length: > 2000 } && Explanation is not { Length: > 2000 }
        && Options is not { Count: > 20 } && (Options ?? []).All(option => option is not { Length: > 500 });
}
