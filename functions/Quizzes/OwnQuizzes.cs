using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// The list that an author has of their own quizzes, drafts and archived ones too. What was changed last comes first; whoever changes a quiz
/// meanwhile moves it before the pages that are still to come, so that they repeat and hide no other.
/// </summary>
internal static class OwnQuizzes
{
    private sealed record Place([property: JsonRequired] DateTimeOffset UpdatedAt, [property: JsonRequired] string Id);

    public static async Task<QuizList> List(IQueryable<Quiz> matching, IQueryCollection query, int limit, CancellationToken cancellation)
    {
        var place = Cursor.Read<Place>(query.Text("cursor"));
        if (State(query) is { } state)
            matching = matching.Where(q => q.State == state);

        var total = await matching.CountAsync(cancellation);
        var (page, next) = await Page(matching, place, limit, cancellation);
        return new(page, total, next is null ? null : Cursor.Write(next));
    }

    // Null for all of them.
    private static QuizState? State(IQueryCollection query) => query.OneOf("state", "draft", "published", "archived", "all") switch
    {
        "draft" => QuizState.Draft,
        "published" => QuizState.Published,
        "archived" => QuizState.Archived,
        _ => null,
    };

    private static async Task<(List<QuizListItem> Page, Place? Next)> Page(
        IQueryable<Quiz> matching, Place? place, int limit, CancellationToken cancellation)
    {
        if (place is { UpdatedAt: var time })
            matching = matching.Where(q => q.UpdatedAt <= time);
        var rows = await matching
            .OrderByDescending(q => q.UpdatedAt).ThenBy(q => q.Id)
            .Select(q => new
            {
                q.Id,
                q.Title,
                q.Description,
                q.Language,
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
        var next = rows.Count > limit ? new Place(page[^1].UpdatedAt, page[^1].Id) : null;
        return (page.ConvertAll(q => new QuizListItem(
            Quiz.PublicIdOf(q.Id), q.Title, q.Description, q.Language, q.Difficulty, q.Category, q.Tags, q.TimeLimit, q.QuestionCount, q.Featured,
            q.CurrentVersion, q.CreatedAt, q.AuthorId, AuthorView.Name(q.State), q.UpdatedAt, HiddenView.Of(q.HiddenAt, q.HiddenNote))), next);
    }
}
