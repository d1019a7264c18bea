using Microsoft.AspNetCore.Http;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// What lists find quizzes by, in one list that is one index in every store: the words of its texts, and a term for all else one can ask for, which no
/// word looks like (<c>category:maths</c>). All of a quiz that is not published begin with a minus, so that players' lists pass over it.
/// </summary>
internal static class QuizTerms
{
    private const int MaxWords = 20; // each is looked up

    public static List<string> Of(Quiz quiz)
    {
        IEnumerable<string> terms =
        [
            .. Words.Of(string.Join('\n', [quiz.Title, quiz.Description, quiz.Category, .. quiz.Tags])),
            Category(quiz.CategoryKey),
            .. quiz.TagKeys.Select(Tag),
            .. LanguageTag.Wider(quiz.Language).Select(Language),
            Difficulty(quiz.Difficulty),
            Author(quiz.AuthorId),
            Featured(quiz.Featured),
        ];
        return [.. quiz.IsPublished ? terms : terms.Select(Unpublished)];
    }

    /// <summary>The term of a quiz that is not published.</summary>
    public static string Unpublished(string term) => "-" + term;

    /// <summary>What a quiz must have to be in a list.</summary>
    /// <returns>Null where it cannot have it: a search that has no word.</returns>
    /// <exception cref="ProblemException">400.</exception>
    public static IReadOnlyList<string>? Asked(IQueryCollection query)
    {
        var words = query.Text("search") is { } search ? Words.Of(search) : null;
        if (words is [])
            return null;

        List<string> terms = [.. words?.Take(MaxWords) ?? []];
        if (query.Text("category") is { } category)
            terms.Add(Category(Quiz.Key(category)));
        if (query.Text("tag") is { } tag)
            terms.Add(Tag(Quiz.Key(tag)));
        if (query.Text("language") is { } language)
            terms.Add(Language(LanguageTag.Parse(language) ?? throw Problem.Field("language", "'language' must be a language tag (BCP 47).")));
        if (query.OneOf("difficulty", [.. QuizContent.Difficulties]) is { } difficulty)
            terms.Add(Difficulty(difficulty));
        if (query.Text("author") is { } author and not ListQuizzes.Me)
            terms.Add(Author(author));
        if (query.OneOf("featured", "true", "false") is { } featured)
            terms.Add(Featured(featured == "true"));
        return terms;
    }

    private static string Category(string key) => "category:" + key;
    private static string Tag(string key) => "tag:" + key;
    private static string Language(string tag) => "language:" + tag;
    private static string Difficulty(string difficulty) => "difficulty:" + difficulty;
    private static string Author(string id) => "author:" + id;
    private static string Featured(bool featured) => featured ? "featured:true" : "featured:false";
}
