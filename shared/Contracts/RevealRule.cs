namespace QuizPlatform.Contracts;

/// <summary>When people who have taken a quiz are shown what is right in it.</summary>
public static class RevealRule
{
    /// <summary>As soon as they have handed in; what null stands for in events and documents.</summary>
    public const string Immediately = "immediately";

    /// <summary>Once they have passed.</summary>
    public const string AfterPass = "afterPass";

    /// <summary>From a moment on that the quiz names.</summary>
    public const string AfterClose = "afterClose";

    public const string Never = "never";
}
