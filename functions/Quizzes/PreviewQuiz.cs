using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;
using QuizPlatform.Reviews;

namespace QuizPlatform.Quizzes;

/// <summary>Answers to try a quiz with.</summary>
public sealed record PreviewRequest
{
    /// <summary>As in a submission.</summary>
    [Required, Either(typeof(IReadOnlyList<int?>), typeof(IReadOnlyList<JsonElement?>), typeof(IReadOnlyList<NamedAnswer>))]
    public JsonElement Answers { get; init; }
}

/// <summary>What a submission of the same answers would be answered with, but for what is of the result itself.</summary>
/// <param name="QuizVersion">0: never published.</param>
public sealed record PreviewView(
    string QuizId, int QuizVersion, double Score, int MaxScore, int TotalQuestions, int CorrectAnswers, int Percentage, bool Passed, string QuizTitle,
    string? Language, string TextFormat, IReadOnlyList<QuestionReview> Questions)
{
    /// <param name="quiz">Complete.</param>
    public static PreviewView Of(Quiz quiz, JsonElement given)
    {
        var questions = quiz.Questions.ConvertAll(question => question.Marked(quiz));
        var answers = GivenAnswers.Read(given, questions);
        var total = Total.Of(questions, answers);
        var shown = PlayerView.Of(quiz);
        return new(
            shown.Id, shown.Version, (double)total.Score, total.MaxScore, questions.Count, total.CorrectAnswers, total.Percentage,
            total.Percentage >= quiz.PassPercentage, shown.Title, shown.Language, shown.TextFormat,
            [.. questions.Select((question, i) => QuestionReview.Of(question, answers[i], shown.Questions[i].Asked()))]);
    }
}

public sealed record Previewed(PreviewView Result);

/// <summary>Marks answers to a quiz as it is now, a draft too, for who may see all of it: its author, and admins. Nothing is kept.</summary>
public sealed class PreviewQuiz(QuizzesDb quizzes, BearerTokens tokens)
{
    [Function(nameof(PreviewQuiz))]
    [Body<PreviewRequest>]
    [Answer<Previewed>]
    [Refuses(403, "auth.forbidden"), Refuses(404, "quiz.not-found"), Refuses(422, "quiz.no-questions", "quiz.incomplete")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/quizzes/{id:length(32)}/preview")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var (caller, body, _) = await tokens.RequireWithBody<PreviewRequest>(request, _ => { }, cancellation);
        var check = new Validation();
        GivenAnswers.Validate(check, body.Answers);
        check.ThrowIfAny();

        var quiz = await quizzes.Get(id, caller, cancellation);
        caller.RequireMayRead(quiz);
        quiz.RequireComplete();
        return TypedResults.Json(new Previewed(PreviewView.Of(quiz, body.Answers)), Json.Options);
    }
}
