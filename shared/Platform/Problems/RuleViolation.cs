namespace QuizPlatform.Platform;

/// <summary>A rule of the domain that a change would break: 422.</summary>
/// <param name="code">What a client or a test can tell the rule by, e.g. <c>quiz.no-questions</c>.</param>
/// <param name="sentence">One sentence fit for people.</param>
public class RuleViolation(string code, string sentence) : Exception(sentence)
{
    public string Code => code;
}

/// <summary>The change does not fit the state the thing is already in: 409.</summary>
public sealed class StateConflict(string code, string sentence) : RuleViolation(code, sentence);
