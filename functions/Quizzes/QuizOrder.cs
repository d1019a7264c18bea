using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Where a page of a list ended.</summary>
/// <param name="Before">How many there were up to there.</param>
/// <param name="Sort">The order of the list (<see cref="QuizOrder.Name"/>); null where an earlier version gave the cursor out.</param>
public sealed record QuizPlace(
    [property: JsonRequired] DateTimeOffset CreatedAt, [property: JsonRequired] string Id, int QuestionCount, int Before = 0, string? Sort = null);

/// <summary>What comes first in a list. Each order has an index, read backwards for the oldest.</summary>
public abstract class QuizOrder
{
    private static readonly Dictionary<string, QuizOrder> All =
        ((QuizOrder[])[new Newest("newest"), new Oldest("oldest"), new Shortest("shortest")]).ToDictionary(order => order.Name);

    private QuizOrder(string name) => Name = name;

    /// <summary>As <c>sort</c> has it.</summary>
    public string Name { get; }

    /// <exception cref="ProblemException">400.</exception>
    public static QuizOrder Read(IQueryCollection query) => All[query.OneOf("sort", [.. All.Keys]) ?? "newest"];

    /// <summary>Where the page before ended; null for the first.</summary>
    /// <exception cref="ProblemException">400: the cursor is none, or of another order.</exception>
    public QuizPlace? Place(IQueryCollection query) =>
        Cursor.Read<QuizPlace>(query.Text("cursor")) is var place && (place?.Sort ?? Name) == Name ? place : throw Cursor.Invalid();

    /// <summary>In this order, from that place on, all that share it included.</summary>
    public abstract IQueryable<Quiz> From(IQueryable<Quiz> matching, QuizPlace? place);

    /// <summary>Whether what shares the place was on the page before.</summary>
    public abstract bool WasGiven(QuizListItem quiz, QuizPlace? place);

    private sealed class Newest(string name) : QuizOrder(name)
    {
        public override IQueryable<Quiz> From(IQueryable<Quiz> matching, QuizPlace? place)
        {
            if (place is { CreatedAt: var time })
                matching = matching.Where(q => q.CreatedAt <= time);
            return matching.OrderByDescending(q => q.CreatedAt).ThenBy(q => q.Id);
        }

        public override bool WasGiven(QuizListItem quiz, QuizPlace? place) =>
            quiz.CreatedAt == place?.CreatedAt && string.CompareOrdinal(quiz.Id, place.Id) <= 0;
    }

    private sealed class Oldest(string name) : QuizOrder(name)
    {
        public override IQueryable<Quiz> From(IQueryable<Quiz> matching, QuizPlace? place)
        {
            if (place is { CreatedAt: var time })
                matching = matching.Where(q => q.CreatedAt >= time);
            return matching.OrderBy(q => q.CreatedAt).ThenByDescending(q => q.Id);
        }

        public override bool WasGiven(QuizListItem quiz, QuizPlace? place) =>
            quiz.CreatedAt == place?.CreatedAt && string.CompareOrdinal(quiz.Id, place.Id) >= 0;
    }

    // Of as many questions the newest: so many have the same number that a place needs the time too.
    private sealed class Shortest(string name) : QuizOrder(name)
    {
        public override IQueryable<Quiz> From(IQueryable<Quiz> matching, QuizPlace? place)
        {
            if (place is { CreatedAt: var time, QuestionCount: var count })
                matching = matching.Where(q => q.QuestionCount > count || (q.QuestionCount == count && q.CreatedAt <= time));
            return matching.OrderBy(q => q.QuestionCount).ThenByDescending(q => q.CreatedAt).ThenBy(q => q.Id);
        }

        public override bool WasGiven(QuizListItem quiz, QuizPlace? place) =>
            quiz.QuestionCount == place?.QuestionCount && quiz.CreatedAt == place.CreatedAt && string.CompareOrdinal(quiz.Id, place.Id) <= 0;
    }
}
