using System.Text.RegularExpressions;

namespace QuizPlatform.Platform;

/// <summary>Texts in tables that spreadsheets would take for formulas, and run: a <c>'</c> before one makes it a text.</summary>
public static partial class Formulas
{
    // What a reader may skip before the sign; ' because what is guarded is guarded again, so that it can be told what was there before.
    private const string Formula = @"(?='*[\p{Zs}\p{Cf}\u000B\u000C\u0085\u2028\u2029]*[=+\-@＝＋－＠])";
    private const string BehindCell = @"(?<=[,;\t\r\n])", Cell = @"(?<=\A|[,;\t\r\n])"; // or what may part cells or lines for another reader

    /// <summary>Safe to be shown.</summary>
    public static string Guard(string text) => Any().Replace(text, "'");

    /// <summary>As <see cref="Guard"/>, so that <see cref="Unguard"/> gives the text back: one in which anything is guarded begins with <c>'</c>.</summary>
    public static string GuardWhole(string text) => Any().IsMatch(text) ? $"'{Inner().Replace(text, "'")}" : text;

    /// <summary>What <see cref="GuardWhole"/> was given, or somebody wrote who guards it by hand.</summary>
    public static string Unguard(string text) => text is ['\'', .. var rest] && Any().IsMatch(text) ? InnerGuard().Replace(rest, "") : text;

    [GeneratedRegex(Cell + Formula)]
    private static partial Regex Any();

    [GeneratedRegex(BehindCell + Formula)]
    private static partial Regex Inner();

    [GeneratedRegex(BehindCell + "'" + Formula)]
    private static partial Regex InnerGuard();
}
