using System.ComponentModel.DataAnnotations;

namespace QuizPlatform.Results;

/// <summary>Section <c>Results</c>.</summary>
public sealed class ResultsOptions
{
    public const string Section = "Results";
    public const string All = "all";
    public const string Featured = "featured";

    /// <summary>Which quizzes count on boards over all quizzes: <c>all</c>, or those that admins have marked, <c>featured</c>.</summary>
    [AllowedValues(All, Featured, ErrorMessage = $"It is '{All}' or '{Featured}'.")]
    public string RankedQuizzes { get; set; } = All;
}
