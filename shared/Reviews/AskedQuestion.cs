namespace QuizPlatform.Reviews;

/// <summary>A question as players saw it.</summary>
/// <param name="Prompts">Those that options are matched with.</param>
/// <param name="Unit">Of a number.</param>
public sealed record AskedQuestion(
    string QuestionId, string Question, IReadOnlyList<string> Options, IReadOnlyList<string>? Prompts = null, IReadOnlyList<AskedGap>? Gaps = null,
    string? Unit = null);

/// <param name="Kind"><c>text</c>, <c>numeric</c> or <c>choice</c>.</param>
public sealed record AskedGap(string Kind, IReadOnlyList<string>? Options = null, string? Unit = null);
