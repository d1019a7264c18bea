using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <param name="Report">What became of each question of the file.</param>
public sealed record QuizImported(string Message, AuthorView Quiz, ImportReport Report);

/// <summary>What an import would do.</summary>
/// <param name="Questions">Those that it would add, as the draft would have them.</param>
/// <param name="TextFormat">Of the draft's texts, <c>plain</c> or <c>markdown</c>.</param>
public sealed record ImportTried(ImportReport Report, IReadOnlyList<AuthorQuestion> Questions, string TextFormat);

/// <summary>
/// Makes a draft of a file's questions, or adds them to one's own draft. By default a file with any error is refused with a report; <c>onError=skip</c> takes
/// the rest, and <c>dryRun</c> only tells what would be. The report names each question by its number and line.
/// </summary>
public sealed class ImportQuiz(
    QuizzesDb quizzes, NewQuizzes made, Imports imports, Catalogue catalogue, BearerTokens tokens, RateLimits limits, IOptions<QuizzesOptions> options,
    TimeProvider clock)
{
    private const int MaxBytes = 5 * 1024 * 1024;

    [Function(nameof(ImportQuiz))]
    [FileBody(MaxBytes), Idempotent, IfMatch(Only = "with `into`"), Limited("import")]
    [Query("format", "What the file is.", "json", "gift", "aiken", "csv", "opentdb", "qti", "kahoot", Required = true)]
    [Query("charset", "Of a text that is neither UTF-8 nor UTF-16.", "utf-8", "windows-1252", "iso-8859-1")]
    [Query("title", "The quiz's; where it is left out the file's, or a general one.")]
    [Query("dryRun", "Whether nothing is to be saved.", "true", "false")]
    [Query("onError", "What to do where some questions cannot be taken: refuse all, or skip those.", "refuse", "skip")]
    [Query("into", "A draft of one's own, to add the questions to.")]
    [Query("shuffleOptions", "Whether the options to choose from are put in another order, always the same.", "true", "false")]
    [Answer<ImportTried>, Answer<QuizImported>(201, "Location", "ETag")]
    [Refuses(400, "request.invalid", "import.unreadable"), Refuses(403, "auth.forbidden", "auth.guest"), Refuses(404, "quiz.not-found")]
    [Refuses(409, "quiz.archived"), Refuses(422, "import.refused", "import.unknown-column", "quiz.not-draft")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/quizzes/import")] HttpRequest request, CancellationToken cancellation)
    {
        Wanted wanted = null!;
        var (caller, file) = await tokens.RequireWithFile(request, Admit, MaxBytes, cancellation);
        if (wanted.Into is { } id)
            return await Add(request, id, caller, file, wanted, cancellation);

        var import = await wanted.Read(imports, request, file, null, cancellation);
        var content = import.Content(wanted.Title);
        var key = IdempotencyKey.Read(request, caller.UserId, file.Span, about: $"{request.QueryString}\n");
        if (wanted.DryRun)
            return Tried(import, Make(PublicId.New(clock.GetUtcNow()), clock.GetUtcNow()));

        wanted.RequireTaken(import);
        return Answer(request, "Quiz imported successfully", await made.Once(caller, key, Make, cancellation), import);

        void Admit(Caller who)
        {
            options.Value.RequireMayWrite(who);
            limits.Require("import", request, who);
            wanted = Wanted.Of(request); // before anybody waits for the file
        }

        Quiz Make(string newId, DateTimeOffset at) => Quiz.Draft(newId, caller.UserId, content, at, options.Value.LeaderboardCounts, key?.Fingerprint);
    }

    private async Task<IResult> Add(
        HttpRequest request, string id, Caller caller, ReadOnlyMemory<byte> file, Wanted wanted, CancellationToken cancellation)
    {
        if (wanted.DryRun)
        {
            var (tried, draft) = await Added(await quizzes.Get(id, caller, cancellation));
            return Tried(tried, draft);
        }

        Import? import = null;
        var quiz = await quizzes.Change(id, caller, async quiz => (import, _) = await Added(quiz), cancellation);
        catalogue.Changed(id);
        return Answer(request, "Questions imported successfully", quiz, import!);

        async Task<(Import, Quiz)> Added(Quiz quiz)
        {
            caller.RequireAuthor(quiz);
            ETags.RequireMatch(request, ETags.Of(quiz.Revision));
            if (quiz.IsPublished)
                throw new RuleViolation("quiz.not-draft", "Questions are imported into drafts only: somebody should look at them before players do.");
            var read = await wanted.Read(imports, request, file, quiz, cancellation);
            if (!wanted.DryRun)
                wanted.RequireTaken(read);
            quiz.Add(read.Questions, clock.GetUtcNow());
            return (read, quiz);
        }
    }

    // A draft that is not saved: its last questions are those of the file.
    private static JsonHttpResult<ImportTried> Tried(Import import, Quiz draft)
    {
        var view = AuthorView.Of(draft);
        return TypedResults.Json(new ImportTried(import.Report, [.. view.Questions.TakeLast(import.Questions.Count)], view.TextFormat), Json.Options);
    }

    private static IResult Answer(HttpRequest request, string message, Quiz quiz, Import import) =>
        QuizChanged.Created(request, quiz, new QuizImported(message, AuthorView.Of(quiz), import.Report));

    // What is asked for beside the file.
    private sealed record Wanted(Format Format, string? Charset, string? Title, bool DryRun, bool Skip, string? Into, bool Shuffle, string Language)
    {
        public static Wanted Of(HttpRequest request) => new(
            Format.Of(request.Query.OneOf("format", [.. Format.All.Select(format => format.Name)]) ?? throw Problem.Field("format", "'format' is required.")),
            request.Query.OneOf("charset", [.. ImportFile.Charsets]),
            request.Query.Text("title"),
            request.Query.OneOf("dryRun", "true", "false") == "true",
            request.Query.OneOf("onError", "refuse", "skip") == "skip",
            request.Query.Filled("into"),
            request.Query.OneOf("shuffleOptions", "true", "false") == "true",
            PreferredLanguage.Of(request));

        public async Task<Import> Read(
            Imports imports, HttpRequest request, ReadOnlyMemory<byte> file, Quiz? into, CancellationToken cancellation)
        {
            PreferredLanguage.Tell(request.HttpContext.Response, Language);
            try
            {
                return await imports.Read(Format, new ImportFile(file, Charset), into, Shuffle, Language, cancellation);
            }
            catch (UnknownColumnException e)
            {
                throw new RuleViolation("import.unknown-column", e.Sentence.In(Language));
            }
            catch (UnreadableFileException e)
            {
                throw new ProblemException(400, e.Sentence.In(Language), "import.unreadable")
                {
                    Extensions = e.Line is { } line ? new Dictionary<string, object> { ["line"] = line } : null,
                };
            }
        }

        public void RequireTaken(Import import)
        {
            var (errors, taken) = (import.Report.Counts.Errors, import.Report.Counts.Taken);
            if (taken > 0 && (errors == 0 || Skip))
                return;
            throw new ProblemException(422, import.Report.Refusal().In(Language), "import.refused")
            {
                Extensions = new Dictionary<string, object> { ["report"] = import.Report },
            };
        }
    }
}
