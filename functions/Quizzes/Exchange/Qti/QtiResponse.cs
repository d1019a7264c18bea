using System.Xml.Linq;

namespace QuizPlatform.Quizzes;

/// <summary>What an item declares to be right in one of its interactions.</summary>
/// <param name="Correct">In the right order where there is one.</param>
/// <param name="Mapped">Answers that earn something, or cost, and how much.</param>
internal sealed record QtiResponse(
    string Id, string Cardinality, string BaseType, IReadOnlyList<string> Correct, IReadOnlyList<(string Key, decimal Value, bool CaseSensitive)> Mapped)
{
    /// <summary>Of all lists in an item so much is looked at: several times as much as any question may have.</summary>
    public const int MaxParts = 1_000;

    /// <param name="declared">Null where nothing is: then nothing is right.</param>
    public static QtiResponse Of(string id, XElement? declared, FoundItem item) => declared is null ? new(id, "", "", [], []) : new(
        id, declared.Said("cardinality"), declared.Said("baseType"),
        [.. (declared.Child("correctResponse")?.Children("value") ?? []).Take(MaxParts).Select(value => value.Value.Trim())],
        [.. (declared.Child("mapping")?.Children("mapEntry") ?? []).Take(MaxParts).Select(entry => Mapping(entry, item))]);

    public bool IsNumber => BaseType is "float" or "integer";

    private static (string Key, decimal Value, bool CaseSensitive) Mapping(XElement entry, FoundItem item)
    {
        if (!LooseNumbers.TryRead(entry.Said("mappedValue"), out var value))
            item.Refuse("What an answer earns must be a number.");
        return (entry.Said("mapKey"), value, entry.Said("caseSensitive") is not ("false" or "0"));
    }
}

/// <summary>How an item is scored: as far as it is read, which is what templates and most programs say.</summary>
internal sealed class QtiScoring
{
    private static readonly string[] Templates = ["match_correct", "map_response"];

    private static readonly string[] Known =
    [
        "responseProcessing", "responseCondition", "responseIf", "responseElseIf", "responseElse", "setOutcomeValue", "match", "equal", "stringMatch",
        "mapResponse", "variable", "correct", "baseValue", "sum", "product", "isNull", "not", "and", "or", "gte", "default", "multiple", "exitResponse",
    ];

    private readonly List<XElement> _rules;
    private readonly string _template;

    public QtiScoring(XElement assessmentItem)
    {
        var processing = assessmentItem.Child("responseProcessing");
        _rules = [.. processing?.Descendants() ?? []];
        _template = processing?.Said("template").Split('/')[^1].Replace(".xml", "", StringComparison.Ordinal) ?? "";
        var responses = assessmentItem.Children("responseDeclaration").Select(declaration => declaration.Said("identifier")).ToHashSet();
        IsKnown = (_template.Length == 0 || Templates.Contains(_template)) && _rules.TrueForAll(rule => rule.Is(Known) && !IsAnswer(rule));

        // One that is accepted beside what is declared.
        bool IsAnswer(XElement rule) => rule.Is("match", "stringMatch") && rule.Child("baseValue") is not null
            && rule.Children("variable").Any(of => responses.Contains(of.Said("identifier")));
    }

    /// <summary>Whether nothing in it counts that is not read.</summary>
    public bool IsKnown { get; }

    /// <summary>Whether answers earn what is mapped, and need not be what is declared to be correct.</summary>
    public bool IsMapped(QtiResponse response) => response.Mapped.Count > 0
        && (response.Correct.Count == 0 || _template == "map_response"
            || _rules.Exists(rule => rule.Is("mapResponse") && rule.Said("identifier") == response.Id));

    /// <summary>Whether a text must be spelt as it is declared, with its case.</summary>
    public bool IsExact(QtiResponse response) =>
        !_rules.Exists(rule => rule.Is("stringMatch") && IsAbout(rule, response) && rule.Said("caseSensitive") is "false" or "0");

    /// <summary>What numbers are compared with: null for the one that is declared to be correct.</summary>
    /// <param name="points">What the item gives at most.</param>
    public IEnumerable<(string? Value, string Mode, string[] Tolerance, decimal Credit, bool HasEnds)> Equal(QtiResponse response, decimal points) =>
        from rule in _rules
        where rule.Is("equal") && IsAbout(rule, response) && (rule.Child("correct") ?? rule.Child("baseValue")) is not null
        select (rule.Child("baseValue")?.Value.Trim(), rule.Said("toleranceMode"),
            rule.Said("tolerance").Split(default(char[]), StringSplitOptions.RemoveEmptyEntries), Credit(rule.Parent!, points),
            rule.Said("includeLowerBound") is not ("false" or "0") && rule.Said("includeUpperBound") is not ("false" or "0"));

    private static bool IsAbout(XElement rule, QtiResponse response) => rule.Children("variable").Any(of => of.Said("identifier") == response.Id);

    // What a condition gives to who meets it: all, unless it says a part.
    private static decimal Credit(XElement condition, decimal points)
    {
        var given = condition.Is("responseIf", "responseElseIf")
            ? condition.Children("setOutcomeValue").FirstOrDefault(set => set.Said("identifier") == "SCORE")?.Elements().FirstOrDefault() : null;
        var share = given?.Is("product") is true && given.Children("variable").Any(of => of.Said("identifier") == "MAXSCORE");
        var value = share ? given!.Child("baseValue")?.Value : given?.Is("baseValue") is true ? given.Value : null;
        points = share ? 1 : points;
        return value is not null && LooseNumbers.TryRead(value, out var earned) && earned > 0 && earned < points ? earned / points : 1;
    }
}
