using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

public sealed record QuizList(IReadOnlyList<QuizListItem> Quizzes, int Total, string? NextCursor);

/// <param name="Status">In lists of one's own only.</param>
/// <param name="UpdatedAt">In lists of one's own only.</param>
/// <param name="Hidden">In lists of one's own only, where an admin has taken the quiz down.</param>
public sealed record QuizListItem(
    string Id,
    string Title,
    string Description,
    string? Language,
    string Difficulty,
    string Category,
    IReadOnlyList<string> Tags,
    int? TimeLimit,
    int QuestionCount,
    bool Featured,
    int Version,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] HiddenView? Hidden);

/// <summary>What players find; and, to their author, all that somebody has written.</summary>
public sealed class ListQuizzes(QuizzesDb quizzes, Catalogue catalogue, BearerTokens tokens)
{
    private const string Me = "me"; // no user id

    [Function(nameof(ListQuizzes))]
    [Paged(20)]
    [Query("search", "A part of the title or the description, or a tag.")]
    [Query("category", "Its name, in any case.")]
    [Query("tag", "One of the quiz's tags, in any case.")]
    [Query("difficulty", "How hard it is.", "beginner", "intermediate", "advanced")]
    [Query("language", "A language tag (BCP 47); de also finds de-AT.")]
    [Query("featured", "Whether admins have marked it.", "true", "false")]
    [Query("author", "The author's id, or me: then with a bearer token.")]
    [Query("state", "With author=me only.", "draft", "published", "archived", "all")]
    [Query("sort", "Which come first; not with author=me.", "newest", "oldest", "shortest")]
    [OptionalBearer]
    [Answer<QuizList>]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/quizzes")] HttpRequest request, CancellationToken cancellation)
    {
        var limit = request.Query.Number("limit", 1, 100, otherwise: 20);
        if (request.Query.Text("author") == Me)
            return await ListOwn(request, limit, cancellation);
        if (request.Query.Text("state") is not null)
            throw Problem.Field("state", "'state' is told of one's own quizzes only: give 'author=me' with it.");

        var order = QuizOrder.Read(request.Query);
        var place = Cursor.Read<QuizPlace>(request.Query.Text("cursor"));
        var all = quizzes.Published;
        var matching = Narrow(all, request.Query);

        // Most ask for the whole list: its total is known, and counting would read every quiz.
        var total = matching == all ? (await catalogue.Figures(cancellation)).Total : await matching.CountAsync(cancellation);
        var (page, next) = await Page(matching, order, place, limit, cancellation);

        return TypedResults.Json(new QuizList(page, total, next is null ? null : Cursor.Write(next)), Json.Options);
    }

    private async Task<IResult> ListOwn(HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (request.Query.Text("sort") is not null)
            throw Problem.Field("sort", "'sort' has no meaning for one's own quizzes: what changed last comes first.");
        var caller = await tokens.Require(request, cancellation);
        var matching = Narrow(quizzes.WrittenBy(caller.UserId), request.Query);
        return TypedResults.Json(await OwnQuizzes.List(matching, request.Query, limit, cancellation), Json.Options);
    }

    private static IQueryable<Quiz> Narrow(IQueryable<Quiz> matching, IQueryCollection query)
    {
        if (query.Text("search") is { } search)
        {
            var text = Quiz.Key(search);
            matching = matching.Where(q => q.SearchText.Contains(text));
        }

        if (query.Text("category") is { } category)
        {
            var key = Quiz.Key(category);
            matching = matching.Where(q => q.CategoryKey == key);
        }

        if (query.Text("tag") is { } tag)
        {
            var key = Quiz.Key(tag);
            matching = matching.Where(q => q.TagKeys.Contains(key));
        }

        if (query.Text("language") is { } language)
        {
            var spoken = LanguageTag.Parse(language) ?? throw Problem.Field("language", "'language' must be a language tag (BCP 47).");
            var narrower = spoken + "-";
            matching = matching.Where(q => q.Language == spoken || q.Language!.StartsWith(narrower));
        }

        if (query.OneOf("difficulty", [.. QuizContent.Difficulties]) is { } difficulty)
            matching = matching.Where(q => q.Difficulty == difficulty);
        if (query.Text("author") is { } author and not Me)
            matching = matching.Where(q => q.AuthorId == author);
        if (query.OneOf("featured", "true", "false") is { } featured)
            matching = matching.Where(q => q.Featured == (featured == "true"));
        return matching;
    }

    private static async Task<(List<QuizListItem> Page, QuizPlace? Next)> Page(
        IQueryable<Quiz> matching, QuizOrder order, QuizPlace? place, int limit, CancellationToken cancellation)
    {
        var rows = await order.From(matching, place)
            .Select(q => new QuizListItem(
                q.Id, q.Title, q.Description, q.Language, q.Difficulty, q.Category, q.Tags, q.TimeLimit, q.QuestionCount, q.Featured,
                q.CurrentVersion, q.CreatedAt, q.AuthorId, null, null, null))
            .TakeBeyond(q => order.WasGiven(q, place), limit + 1, cancellation);

        var page = rows.Take(limit).ToList();
        var next = rows.Count > limit ? new QuizPlace(page[^1].CreatedAt, page[^1].Id, page[^1].QuestionCount) : null;
        return (page.ConvertAll(q => q with { Id = Quiz.PublicIdOf(q.Id) }), next);
    }
}
