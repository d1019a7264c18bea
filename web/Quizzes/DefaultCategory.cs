using Microsoft.Extensions.Localization;

namespace QuizPlatform.Web.Quizzes;

/// <summary>What the API calls the category of a quiz whose author has given none.</summary>
internal static class DefaultCategory
{
    public const string Value = "general";

    public static bool Is(string category) => string.Equals(category, Value, StringComparison.OrdinalIgnoreCase); // as the API compares categories

    /// <summary>A category as pages show it, the default one in the visitor's language.</summary>
    public static string Shown(IStringLocalizer<Texts> texts, string category) => Is(category) ? texts["Category.Default"] : category;
}
