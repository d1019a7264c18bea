namespace QuizPlatform.Quizzes;

/// <summary>Texts that are too long.</summary>
internal static class Cuts
{
    /// <summary>Its first characters, none of them by half.</summary>
    public static string Cut(this string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
