using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// The list that an author has of their own quizzes, drafts and archived ones too. What was changed last comes first; whoever changes a quiz
/// meanwhile moves it before the pages that are still to come, so that they repeat and hide no other.
/// </summary>
internal static class OwnQuizzes
{
    private sealed record Place([property: JsonRequired] DateTimeOffset UpdatedAt, [property: JsonRequired] string Id, int Before = 0);

    public static async Task<QuizList> List(IQueryable<Quiz> matching, IQueryCollection query, int limit, CancellationToken cancellation)
    {
        var place = Cursor.Read<Place>(query.Text("cursor"));
        if (State(query) is { } state)
            matching = matching.Where(q => q.State == state);
        if (QuizTerms.Asked(query) is not { } terms)
            return new([], 0, null);

        foreach (var (term, unpublished) in terms.Select(term => (term, QuizTerms.Unpublished(term))))
            matching = matching.Where(q => q.Terms.Contains(term) || q.Terms.Contains(unpublished));
        return await Page(matching, place, limit, cancellation);
    }

    // Null for all of them.
    private static QuizState? State(IQueryCollection query) => query.OneOf("state", "draft", "published", "archived", "all") switch
    {
        "draft" => QuizState.Draft,
        "published" => QuizState.Published,
        "archived" => QuizState.Archived,
        _ => null,
    };

    private static async Task<QuizList> Page(IQueryable<Quiz> matching, Place? place, int limit, CancellationToken cancellation)
    {
        var before = Cursor.CountBefore(place?.Before);
        if (place is { UpdatedAt: var time })
            matching = matching.Where(q => q.UpdatedAt <= time);
        var rows = await matching
            .OrderBy(q => q.AuthorId).ThenByDescending(q => q.UpdatedAt).ThenBy(q => q.Id) // by the author, who is one, for the index of both
            .Select(q => new
            {
                q.Id,
                q.Title,
                q.Description,
                q.Language,
                q.TextFormat,
                q.Difficulty,
                q.Category,
                q.Tags,
                q.TimeLimit,
                q.QuestionCount,
                q.Featured,
                q.CurrentVersion,
                q.CreatedAt,
                q.AuthorId,
                q.State,
                q.UpdatedAt,
                q.HiddenAt,
                q.HiddenNote,
            })
            .TakeBeyond(q => q.UpdatedAt == place?.UpdatedAt && string.CompareOrdinal(q.Id, place.Id) <= 0, limit + 1, cancellation);

        var page = rows.Take(limit).ToList();
        var next = rows.Count > limit ? new Place(page[^1].UpdatedAt, page[^1].Id, before + limit) : null;
        var quizzes = page.ConvertAll(q => new QuizListItem(
            Quiz.PublicIdOf(q.Id), q.Title, q.Description, q.Language, q.TextFormat ?? QuizContent.PlainText, q.Difficulty, q.Category, q.Tags, q.TimeLimit,
            q.QuestionCount, q.Featured, q.CurrentVersion, q.CreatedAt, q.AuthorId, AuthorView.Name(q.State), q.UpdatedAt,
            HiddenView.Of(q.HiddenAt, q.HiddenNote)));
        return new(quizzes, before + rows.Count, next is null ? null : Cursor.Write(next));
    }
}
