using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <param name="Total">How many there are; where there are more pages, how many at least: counting them would read them all.</param>
public sealed record QuizList(IReadOnlyList<QuizListItem> Quizzes, int Total, string? NextCursor);

/// <param name="TextFormat">Of the description, <c>plain</c> or <c>markdown</c>.</param>
/// <param name="Status">In lists of one's own only.</param>
/// <param name="UpdatedAt">In lists of one's own only.</param>
/// <param name="Hidden">In lists of one's own only, where an admin has taken the quiz down.</param>
public sealed record QuizListItem(
    string Id,
    string Title,
    string Description,
    string? Language,
    string TextFormat,
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
public sealed class ListQuizzes(QuizzesDb quizzes, BearerTokens tokens)
{
    internal const string Me = "me"; // no user id

    [Function(nameof(ListQuizzes))]
    [Paged(20)]
    [Query("search", "Whole words, of the title, the description, the category or a tag; all of them, in any order.")]
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
        var place = order.Place(request.Query);
        if (QuizTerms.Asked(request.Query) is not { } terms)
            return TypedResults.Json(new QuizList([], 0, null), Json.Options);

        var matching = terms.Aggregate(quizzes.Published, (matching, term) => matching.Where(q => q.Terms.Contains(term)));
        return TypedResults.Json(await Page(matching, order, place, limit, cancellation), Json.Options);
    }

    private async Task<IResult> ListOwn(HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (request.Query.Text("sort") is not null)
            throw Problem.Field("sort", "'sort' has no meaning for one's own quizzes: what changed last comes first.");
        var caller = await tokens.Require(request, cancellation);
        return TypedResults.Json(await OwnQuizzes.List(quizzes.WrittenBy(caller.UserId), request.Query, limit, cancellation), Json.Options);
    }

    private static async Task<QuizList> Page(
        IQueryable<Quiz> matching, QuizOrder order, QuizPlace? place, int limit, CancellationToken cancellation)
    {
        var before = Cursor.CountBefore(place?.Before);
        var rows = await order.From(matching, place)
            .Select(q => new QuizListItem(
                q.Id, q.Title, q.Description, q.Language, q.TextFormat!, q.Difficulty, q.Category, q.Tags, q.TimeLimit, q.QuestionCount, q.Featured,
                q.CurrentVersion, q.CreatedAt, q.AuthorId, null, null, null))
            .TakeBeyond(q => order.WasGiven(q, place), limit + 1, cancellation);

        var page = rows.Take(limit).ToList();
        var next = rows.Count > limit ? new QuizPlace(page[^1].CreatedAt, page[^1].Id, page[^1].QuestionCount, before + limit, order.Name) : null;
        var quizzes = page.ConvertAll(q => q with { Id = Quiz.PublicIdOf(q.Id), TextFormat = q.TextFormat ?? QuizContent.PlainText }); // null: an older one's
        return new(quizzes, before + rows.Count, next is null ? null : Cursor.Write(next));
    }
}
