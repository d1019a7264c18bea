using Microsoft.Extensions.Localization;
using QuizPlatform.Web.Api;

namespace QuizPlatform.Web.Layout;

/// <summary>What an app's problem says to the visitor.</summary>
internal static class Problems
{
    /// <summary>In the visitor's language if there is a text <c>Problem.{code}</c> or <c>Problem.{status}</c>, else in the app's own words.</summary>
    public static string Sentence(ApiException problem, IStringLocalizer<Texts> texts)
    {
        return Text(texts, problem.Code) ?? Text(texts, ((int)problem.Status).ToString(CultureInfo.InvariantCulture)) ?? problem.Message;
    }

    /// <summary>
    /// What is wrong with one field: <c>Problem.{code}.{field}.{reason}</c>, <c>Problem.{code}.{field}</c> or <c>Problem.{code}</c>, else the app's own words.
    /// </summary>
    public static string Sentence(ApiException problem, IStringLocalizer<Texts> texts, string field) =>
        (problem.Reasons.TryGetValue(field, out var reason) ? Text(texts, $"{problem.Code}.{field}.{reason}") : null)
        ?? Text(texts, $"{problem.Code}.{field}") ?? Text(texts, problem.Code) ?? string.Join(" ", problem.Errors[field]);

    private static string? Text(IStringLocalizer<Texts> texts, string? name) =>
        name is not null && texts[$"Problem.{name}"] is { ResourceNotFound: false } text ? text.Value : null;
}
