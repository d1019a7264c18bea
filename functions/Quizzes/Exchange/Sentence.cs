using System.Globalization;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// What a report says. It is written in English where it is said, with what it is about in its gaps; in another language it is what
/// <c>Reports.{language}.resx</c> has for that.
/// </summary>
[InterpolatedStringHandler]
public sealed class Sentence : IEquatable<Sentence>
{
    private static readonly ResourceManager Texts = new("QuizPlatform.Quizzes.Exchange.Reports", typeof(Sentence).Assembly);

    private readonly StringBuilder _template = new();
    private readonly List<object?> _values = [];
    private string? _english; // once it is whole

    public Sentence(int literalLength, int formattedCount)
    {
    }

    public static implicit operator Sentence(string text)
    {
        var sentence = new Sentence(text.Length, 0);
        sentence.AppendLiteral(text);
        return sentence;
    }

    public void AppendLiteral(string text) => _template.Append(text);

    /// <param name="value">A sentence, too, is told in the reader's language.</param>
    public void AppendFormatted<T>(T value)
    {
        _template.Append('{').Append(_values.Count).Append('}');
        _values.Add(value);
    }

    public void AppendFormatted<T>(T value, string format)
        where T : IFormattable => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));

    /// <param name="language">Where there is no text for it, it is in English.</param>
    public string In(string language)
    {
        var (template, culture) = (_template.ToString(), CultureInfo.GetCultureInfo(language));
        if (language != PreferredLanguage.Default)
            template = Texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)?.GetString(template) ?? template;
        object?[] values = [.. _values.Select(value => value is Sentence part ? part.In(language) : value)];
        return values.Length == 0 ? template : string.Format(culture, template, values);
    }

    public override string ToString() => _english ??= In(PreferredLanguage.Default);

    public bool Equals(Sentence? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as Sentence);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());
}

/// <summary>A sentence in a report that is still in no language.</summary>
/// <param name="Line">In the file; null where that has no lines.</param>
public sealed record Told(int? Line, Sentence Sentence);
