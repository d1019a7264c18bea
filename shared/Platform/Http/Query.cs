using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace QuizPlatform.Platform;

/// <summary>Query parameters, with a 400 that names the parameter when one is wrong.</summary>
public static class Query
{
    /// <summary>The single, trimmed value, or null when it is absent or empty.</summary>
    public static string? Text(this IQueryCollection query, string name, int maxLength = 200)
    {
        var values = query[name];
        if (values.Count > 1)
            throw Problem.Field(name, $"'{name}' is given more than once.");
        var text = values.ToString().Trim();
        if (text.Length > maxLength)
            throw Problem.Field(name, $"'{name}' must have at most {maxLength} characters.");
        if (text.Any(char.IsControl))
            throw Problem.Field(name, $"'{name}' contains a control character.");
        return text.Length == 0 ? null : text;
    }

    /// <summary>As <see cref="Text"/>, but not empty: a script whose variable is not set means something else than one that leaves it out.</summary>
    public static string? Filled(this IQueryCollection query, string name, int maxLength = 200)
    {
        var text = query.Text(name, maxLength);
        return text is null && query.ContainsKey(name) ? throw Problem.Field(name, $"'{name}' is empty. Leave it out, or say which.") : text;
    }

    public static int Number(this IQueryCollection query, string name, int min, int max, int otherwise)
    {
        if (query.Text(name) is not { } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Problem.Field(name, $"'{name}' must be a whole number between {min} and {max}.");
    }

    /// <summary>One of <paramref name="allowed"/>, or null when it is absent.</summary>
    public static string? OneOf(this IQueryCollection query, string name, params ReadOnlySpan<string> allowed)
    {
        if (query.Text(name) is not { } text)
            return null;
        return allowed.Contains(text) ? text : throw Problem.Field(name, $"'{name}' must be one of: {string.Join(", ", allowed!)}.");
    }
}
