using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

public sealed record CategoryList(IReadOnlyList<CategoryCount> Categories)
{
    /// <summary>The biggest first; spellings that differ in case are one category, named as it is spelled most often.</summary>
    public static CategoryList Of(IReadOnlyCollection<QuizFigures> quizzes) => new([.. quizzes
        .GroupBy(q => Quiz.Key(q.Category))
        .Select(group => new CategoryCount(Spelling(group), group.Count()))
        .OrderByDescending(c => c.Count).ThenBy(c => c.Category, StringComparer.Ordinal)]);

    private static string Spelling(IEnumerable<QuizFigures> quizzes) =>
        quizzes.CountBy(q => q.Category).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).First().Key;
}

public sealed record CategoryCount(string Category, int Count);

/// <summary>The categories of the published quizzes.</summary>
public sealed class GetCategories(Catalogue catalogue)
{
    [Function(nameof(GetCategories))]
    [Answer<CategoryList>, NotModified]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/quizzes/categories")] HttpRequest request, CancellationToken cancellation) =>
        (await catalogue.Figures(cancellation)).Categories;
}
