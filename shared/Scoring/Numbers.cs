using System.Globalization;

namespace QuizPlatform.Scoring;

/// <summary>Numbers as people write them, kept exactly.</summary>
public static class Numbers
{
    private const decimal Most = 1e15m;
    internal const int MaxDigits = 28; // which decimal holds, whatever they are
    private const int MaxLength = 100;

    public static bool IsInRange(decimal number) => number is >= -Most and <= Most;

    /// <summary>
    /// Reads <c>[+-]d[.d][e±n]</c>, with U+2212 for a minus. No comma: 1,234 means two things.
    /// </summary>
    /// <returns>False also for what is out of range, or has more digits than can be kept.</returns>
    public static bool TryRead(string? text, out decimal number)
    {
        number = 0;
        text = text?.Trim().Replace('\u2212', '-');
        return text is { Length: >= 1 and <= MaxLength } && IsWellFormed(text) && TryReadExactly(text, out number) && IsInRange(number);
    }

    // A digit before the point and one behind it.
    private static bool IsWellFormed(string text)
    {
        var at = text[0] is '+' or '-' ? 1 : 0;
        if (!SkipDigits())
            return false;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            if (!SkipDigits())
                return false;
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
                at++;
            if (!SkipDigits())
                return false;
        }

        return at == text.Length;

        bool SkipDigits()
        {
            var from = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
            return at > from;
        }
    }

    // What decimal would round is refused, and what it would take for 0.
    private static bool TryReadExactly(string text, out decimal number)
    {
        var parts = text.Split('e', 'E');
        var mantissa = parts[0].TrimStart('+', '-');
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var significant = digits.TrimEnd('0');
        number = 0;
        if (significant.Length == 0)
            return true;
        if (!int.TryParse(parts.ElementAtOrDefault(1) ?? "0", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
            return false;

        // significant × 10^scale
        var scale = (long)exponent - decimals + (digits.Length - significant.Length);
        if (significant.Length > MaxDigits || scale < -MaxDigits || significant.Length + scale > MaxDigits)
            return false;
        number = decimal.Parse($"{significant}e{scale}", NumberStyles.Float, CultureInfo.InvariantCulture);
        if (text[0] == '-')
            number = -number;
        return true;
    }
}
