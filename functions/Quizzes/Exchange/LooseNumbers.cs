using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>Numbers as other programs write them, who leave out a digit before or behind the point.</summary>
internal static class LooseNumbers
{
    /// <inheritdoc cref="Numbers.TryRead"/>
    public static bool TryRead(string text, out decimal number)
    {
        text = text.Trim();
        var digits = text.TrimStart('+', '-', '\u2212');
        var sign = text[..^digits.Length];
        number = 0;
        return digits != "." && Numbers.TryRead($"{sign}{(digits.StartsWith('.') ? "0" : "")}{(digits.EndsWith('.') ? digits[..^1] : digits)}", out number);
    }
}
