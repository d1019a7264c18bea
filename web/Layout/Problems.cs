using Microsoft.Extensions.Localization;
using QuizPlatform.Web.Api;

namespace QuizPlatform.Web.Layout;

/// <summary>What an app's problem says to the visitor.</summary>
internal static class Problems
{
    /// <summary>In the visitor's language if there is a text <c>Problem.{code}</c> or <c>Problem.{status}</c>, else in the app's own words.</summary>
    public static string Sentence(ApiException problem, IStringLocalizer<Texts> texts)
    {
        return Text(problem.Code) ?? Text(((int)problem.Status).ToString(CultureInfo.InvariantCulture)) ?? problem.Message;

        string? Text(string? name) => name is not null && texts[$"Problem.{name}"] is { ResourceNotFound: false } text ? text.Value : null;
    }
}
