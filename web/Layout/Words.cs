using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace QuizPlatform.Web.Layout;

/// <summary>The texts of what lives in the page, for its script.</summary>
internal static class Words
{
    private static readonly ConcurrentDictionary<(string Language, string Prefix), string> Made = new();

    /// <summary>What they are in, where they stand among a quiz's.</summary>
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    /// <summary><c>1.5 of 3 points</c></summary>
    public static string Points(IStringLocalizer<Texts> texts, decimal reached, int of) =>
        texts[of == 1 ? "Result.Point" : "Result.Points", reached.ToString("0.##", CultureInfo.CurrentCulture), of];

    /// <summary><c>3 questions</c>: the text <c>{prefix}One</c> or <c>{prefix}Many</c>.</summary>
    public static string Counted(IStringLocalizer<Texts> texts, string prefix, int count) => texts[$"{prefix}{(count == 1 ? "One" : "Many")}", count];

    /// <summary>A number with all its decimals, as the page's language writes them.</summary>
    public static string Number(decimal number) => number.ToString("0.############################", CultureInfo.CurrentCulture);

    /// <summary>A number that somebody has typed, with the page's sign before its decimals.</summary>
    public static string Typed(string? number) =>
        $"{number}".Replace(".", CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator, StringComparison.Ordinal);

    /// <summary>A number that somebody has typed as the API reads it: where people write a comma before decimals, one is taken for the point.</summary>
    public static string Pointed(string number) =>
        HasDecimalComma && !number.Contains('.', StringComparison.Ordinal) && number.IndexOf(',', StringComparison.Ordinal) is >= 0 and var at
            ? $"{number[..at]}.{number[(at + 1)..]}"
            : number;

    /// <summary>Whether people write a comma before decimals.</summary>
    public static bool HasDecimalComma => CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator == ",";

    /// <summary>Of <c>right</c>, <c>partly</c> and <c>wrong</c>.</summary>
    public static string Verdict(IStringLocalizer<Texts> texts, string verdict) =>
        texts[verdict switch { "right" => "Result.Right", "partly" => "Result.Partly", _ => "Result.Wrong" }];

    /// <summary>A JSON object of all texts that begin with <paramref name="prefix"/>, by the rest of their names.</summary>
    public static string Of(IStringLocalizer<Texts> texts, string prefix) => Made.GetOrAdd((CultureInfo.CurrentUICulture.Name, prefix), _ =>
        JsonSerializer.Serialize(
            texts.GetAllStrings(includeParentCultures: true).Where(text => text.Name.StartsWith(prefix, StringComparison.Ordinal))
                .ToDictionary(text => text.Name[prefix.Length..], text => text.Value)));
}
