using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

public sealed record CategoryList(IReadOnlyList<CategoryCount> Categories)
{
    /// <summary>The biggest first; spellings that differ in case are one category, named as it is spelled most often.</summary>
    internal static CategoryList Of(CountedQuizzes quizzes) => new([.. quizzes.Categories
        .GroupBy(spelling => Quiz.Key(spelling.Key))
        .Select(category => new CategoryCount(
            category.OrderByDescending(spelling => spelling.Value).ThenBy(spelling => spelling.Key, StringComparer.Ordinal).First().Key,
            category.Sum(spelling => spelling.Value)))
        .OrderByDescending(c => c.Count).ThenBy(c => c.Category, StringComparer.Ordinal)]);
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
