using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// A quiz of one's own as a file. What the format has no place for is told in a report (422), unless <c>lossy</c> says that it may be lost; of the quiz
/// itself only <c>json</c> has more than the questions.
/// </summary>
public sealed class ExportQuiz(QuizzesDb quizzes, BearerTokens tokens)
{
    [Function(nameof(ExportQuiz))]
    [Query("format", "What to make of it.", "json", "gift", "aiken", "csv", "qti", Required = true)]
    [Query("questions", "The ids of those that are wanted, separated by commas; all where it is left out.", MaxLength = MaxIds)]
    [Query("lossy", "Whether what the format cannot hold may be lost.", "true", "false")]
    [FileAnswer]
    [Refuses(403, "auth.forbidden"), Refuses(404, "quiz.not-found"), Refuses(422, "export.lossy")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/quizzes/{id:length(32)}/export")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var (query, caller) = (request.Query, await tokens.Require(request, cancellation));
        var name = query.OneOf("format", [.. Format.All.Where(format => format.Write is not null).Select(format => format.Name)]);
        var format = Format.Of(name ?? throw Problem.Field("format", "'format' is required."));
        var isLossy = query.OneOf("lossy", "true", "false") == "true";
        var quiz = await quizzes.Get(id, caller, cancellation);
        caller.RequireMayRead(quiz);

        var exported = new ExportedQuiz(quiz, Questions(quiz, query.Filled("questions", MaxIds)));
        var file = format.Write!(exported);
        var language = PreferredLanguage.Of(request);
        var report = exported.Report(format.Name, language);
        var isWhole = report.Counts.Ok == exported.Questions.Count && report.Messages.Count == 0;
        if (!isWhole && (!isLossy || report.Counts.Taken == 0))
        {
            PreferredLanguage.Tell(request.HttpContext.Response, language);
            throw new ProblemException(422, report.Loss().In(language), "export.lossy")
            {
                Extensions = new Dictionary<string, object> { ["report"] = report },
            };
        }

        request.HttpContext.Response.TellFile(FileName(quiz.Title) + format.Extension);
        return TypedResults.Bytes(file, format.MediaType);
    }

    private const int MaxIds = 2_000;

    private static List<Question> Questions(Quiz quiz, string? ids)
    {
        if (ids is null)
            return quiz.Questions;
        var wanted = ids.Split(',', StringSplitOptions.TrimEntries).ToHashSet();
        return wanted.Except(quiz.Questions.Select(question => question.QuestionId)).FirstOrDefault() is not { } unknown
            ? [.. quiz.Questions.Where(question => wanted.Contains(question.QuestionId))]
            : throw Problem.Field("questions", $"'questions' names '{unknown}', which is no question of this quiz.");
    }

    private static string FileName(string title)
    {
        var name = string.Concat(title.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Trim();
        return name.Length == 0 ? "quiz" : name;
    }
}
