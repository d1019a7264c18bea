using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>The name a person signs in with beside the e-mail address. Case does not tell two apart.</summary>
/// <param name="Text">As its owner wrote it.</param>
/// <param name="Folded">What it is told apart by.</param>
public sealed record Username(string Text, string Folded)
{
    internal const int MinLength = 3;
    internal const int MaxLength = 30;

    /// <summary>The name, or null with a fault noted.</summary>
    public static Username? Read(string? text, Validation validation)
    {
        var username = Parse(text);
        if (string.IsNullOrWhiteSpace(text))
            validation.Check(false, "username", "'username' is required.");
        else
            validation.Check(username is not null, "username",
                $"'username' must have {MinLength} to {MaxLength} letters, digits, dots, hyphens or underscores, without accents.");
        return username;
    }

    /// <summary>Null when it cannot be a username.</summary>
    public static Username? Parse(string? text)
    {
        text = text?.Trim() ?? "";
        return text.Length is >= MinLength and <= MaxLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-')
            ? new Username(text, text.ToLowerInvariant())
            : null;
    }
}
