namespace QuizPlatform.Platform;

/// <summary>
/// The problems that only this function, or a few, answer with. Those that follow from what else is said of it are known: of a body that cannot be read,
/// a token that is missing, a header that is wrong, a limit, an app that is down.
/// </summary>
/// <param name="codes">E.g. <c>quiz.not-found</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RefusesAttribute(int status, params string[] codes) : Attribute
{
    public int Status => status;
    public IReadOnlyList<string> Codes => codes;
}
