using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// The results on one's own quiz as a file, in the order they came in, or a row for each person with a grade. Players are pseudonyms, the same in every
/// file of that quiz. Where there are more rows than a file has, <c>Link</c> leads to the next.
/// </summary>
public sealed class ExportResults(
    ExportedResults results, ExportedPeople people, AnswerKeys keys, HiddenQuizzes hidden, BearerTokens tokens, RateLimits limits)
{
    private const int AtOnce = 32 * 1024; // characters

    [Function(nameof(ExportResults))]
    [Query("format", "What to make of them.", "csv", "json", Required = true)]
    [Query("rows", "What a row is: a result, or a person with a grade. The author's own results are no person's.", "results", "people")]
    [Query("gradeFrom", "Which result of a person gives the grade.", "best", "first", "last", "average")]
    [Query("cursor", "Where the next file begins.", MaxLength = 500)]
    [Limited("export"), FileAnswer("Link")]
    [Refuses(403, "auth.forbidden"), Refuses(404, "quiz.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/results/quiz/{id}/export")] HttpRequest request, string id,
        CancellationToken cancellation)
    {
        var (query, caller) = (request.Query, await tokens.Require(request, cancellation));
        limits.Require("export", request, caller);
        var format = query.OneOf("format", "csv", "json") ?? throw Problem.Field("format", "'format' is required.");
        var rows = query.OneOf("rows", "results", "people");
        var gradeFrom = query.OneOf("gradeFrom", "best", "first", "last", "average");
        var from = Cursor.Read<Place>(query.Text("cursor", maxLength: 500))?.From ?? DateTimeOffset.MinValue;

        var quiz = await keys.Known(id, cancellation);
        if (await hidden.IsHiddenFrom(id, caller, cancellation))
            throw Problem.NotFound("quiz");
        if (!caller.Owns(quiz.AuthorId) && !caller.IsAdmin)
            throw Problem.Forbidden("Only the quiz's author may have its results.");

        StoreBudget.BeginFile();
        var inCsv = format == "csv";
        var players = new Pseudonyms(await keys.Salt(id, cancellation));
        var file = rows == "people"
            ? await people.Read(
                id, players, gradeFrom ?? "best", (await keys.Version(id, quiz.LatestVersion, cancellation)).PassPercentage, from, inCsv, cancellation)
            : await results.Read(id, players, from, inCsv, cancellation);

        var response = request.HttpContext.Response;
        response.TellFile($"{rows ?? "results"}-{id}.{format}");
        if (file.Next is { } next)
        {
            var more = Query(("format", format), ("rows", rows), ("gradeFrom", gradeFrom), ("cursor", Cursor.Write(new Place(next))));
            response.Headers.Link = $"<{request.Path}{more}>; rel=\"next\"";
        }

        return TypedResults.Stream(body => Write(file, body, cancellation), inCsv ? "text/csv; charset=utf-8" : "application/json");
    }

    private static QueryString Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = default(QueryString);
        foreach (var (name, value) in parameters)
            query = value is null ? query : query.Add(name, value);
        return query;
    }

    private static async Task Write(ExportFile file, Stream body, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        await foreach (var piece in file.Text.WithCancellation(cancellation))
        {
            if (text.Append(piece).Length >= AtOnce)
                await Flush();
        }

        await Flush();

        async Task Flush()
        {
            await body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation);
            text.Clear();
        }
    }

    // Of the first row in the next file: of one moment all are in one file.
    private sealed record Place([property: JsonRequired] DateTimeOffset From);
}
