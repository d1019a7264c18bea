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

    /// <summary>Into how many parts each board is divided in the store, by player: more for very many submissions (docs/scale.md).</summary>
    [Range(1, 64, ErrorMessage = "It is from 1 to 64.")]
    public int BoardShards { get; set; } = 1;
}
