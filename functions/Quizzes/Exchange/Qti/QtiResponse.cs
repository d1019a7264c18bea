using System.Xml.Linq;

namespace QuizPlatform.Quizzes;

/// <summary>What an item declares to be right in one of its interactions.</summary>
/// <param name="Correct">In the right order where there is one.</param>
/// <param name="Mapped">Answers that earn something, or cost, and how much.</param>
/// <param name="Default">What any other answer earns, or costs.</param>
/// <param name="Least">What is earned at least; null where nothing says so.</param>
/// <param name="Most">What is earned at most.</param>
internal sealed record QtiResponse(
    string Id, string Cardinality, string BaseType, IReadOnlyList<string> Correct, IReadOnlyList<(string Key, decimal Value, bool CaseSensitive)> Mapped,
    decimal Default = 0, decimal? Least = null, decimal? Most = null)
{
    /// <summary>Of all lists in an item so much is looked at: several times as much as any question may have.</summary>
    public const int MaxParts = 1_000;

    /// <param name="declared">Null where nothing is: then nothing is right.</param>
    public static QtiResponse Of(string id, XElement? declared, FoundItem item) => declared is null ? new(id, "", "", [], []) : new(
        id, declared.Said("cardinality"), declared.Said("baseType"),
        [.. (declared.Child("correctResponse")?.Children("value") ?? []).Take(MaxParts).Select(value => value.Value.Trim())],
        [.. (declared.Child("mapping")?.Children("mapEntry") ?? []).Take(MaxParts).Select(entry => Mapping(entry, item))],
        Number(declared.Child("mapping"), "defaultValue") ?? 0,
        Number(declared.Child("mapping"), "lowerBound"), Number(declared.Child("mapping"), "upperBound"));

    public bool IsNumber => BaseType is "float" or "integer";

    /// <summary>Tells what is not taken of what answers earn.</summary>
    public void TellLosses(FoundItem item)
    {
        var earning = Mapped.Select(entry => entry.Value).Where(value => value > 0).ToList();
        if (Default < 0 || Mapped.Any(entry => entry.Value < 0))
            item.Warn("Wrong answers cost nothing here, whatever they cost there.");
        if (Default > 0)
            item.Warn("Answers that it does not name earn nothing here, and something there.");
        if (Least > 0 || Most < (Cardinality == "single" ? earning.DefaultIfEmpty().Max() : earning.Sum()))
            item.Warn("What it gives at least or at most, whatever is chosen, is left out.");
    }

    private static (string Key, decimal Value, bool CaseSensitive) Mapping(XElement entry, FoundItem item)
    {
        if (!LooseNumbers.TryRead(entry.Said("mappedValue"), out var value))
            item.Refuse("What an answer earns must be a number.");
        return (entry.Said("mapKey"), value, entry.Said("caseSensitive") is not ("false" or "0"));
    }

    private static decimal? Number(XElement? mapping, string attribute) =>
        mapping is not null && LooseNumbers.TryRead(mapping.Said(attribute), out var value) ? value : null;
}

/// <summary>How an item is scored: as far as it is read, which is what templates and most programs say.</summary>
internal sealed class QtiScoring
{
    public const string NotRead = "Its own rules of scoring are not read: right is what it declares to be.";

    private static readonly string[] Templates = ["match_correct", "map_response"];

    private static readonly string[] Known =
    [
        "responseProcessing", "responseCondition", "responseIf", "responseElseIf", "responseElse", "setOutcomeValue", "match", "equal", "stringMatch",
        "mapResponse", "variable", "correct", "baseValue", "sum", "product", "isNull", "not", "and", "or", "gte", "default", "multiple", "exitResponse",
    ];

    private readonly List<XElement> _rules;
    private readonly string _template;
    private readonly ILookup<string, QtiEqual> _compared;
    private readonly HashSet<(string Outcome, string? Value)> _always;

    /// <param name="points">What the item gives at most.</param>
    public QtiScoring(XElement assessmentItem, decimal points)
    {
        var processing = assessmentItem.Child("responseProcessing");
        _rules = [.. processing?.Descendants() ?? []];
        _template = processing?.Said("template").Split('/')[^1].Replace(".xml", "", StringComparison.Ordinal) ?? "";
        _always = [.. (processing?.Children("setOutcomeValue") ?? []).Select(set => (set.Said("identifier"), set.Child("baseValue")?.Value.Trim()))];
        var responses = assessmentItem.Children("responseDeclaration").Select(declaration => declaration.Said("identifier")).ToHashSet();
        IsKnown = (_template.Length == 0 || Templates.Contains(_template)) && _rules.TrueForAll(rule => rule.Is(Known) && !IsAnswer(rule));
        _compared = Compared(points).ToLookup(compared => compared.Id, compared => compared.With);

        // One that is accepted beside what is declared: a value, a range, what holds it.
        bool IsAnswer(XElement rule) => (rule.Is("gte") || rule.Said("substring") is "true" or "1"
            || (rule.Is("match", "stringMatch") && rule.Child("baseValue") is not null))
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

    /// <summary>What numbers are compared with where that earns something.</summary>
    public IReadOnlyList<QtiEqual> Equal(QtiResponse response) => [.. _compared[response.Id].Where(with => with.Credit > 0).Take(QtiResponse.MaxParts)];

    /// <summary>Whether what is declared to be correct is compared, but with no points for it that are read.</summary>
    public bool IsUnclear(QtiResponse response) =>
        _compared[response.Id].Any(with => with.Value is null) && !_compared[response.Id].Any(with => with.Credit > 0);

    /// <summary>Whether what it says is said whatever the answer.</summary>
    public bool IsForAll(XElement feedback) => feedback.Is("modalFeedback") && feedback.Said("showHide") != "hide"
        && _always.Contains((feedback.Said("outcomeIdentifier"), feedback.Said("identifier")));

    private static bool IsAbout(XElement rule, QtiResponse response) => rule.Children("variable").Any(of => of.Said("identifier") == response.Id);

    private IEnumerable<(string Id, QtiEqual With)> Compared(decimal points)
    {
        var credits = new Dictionary<XElement, decimal>();
        foreach (var rule in _rules.Where(rule => rule.Is("equal") && (rule.Child("correct") ?? rule.Child("baseValue")) is not null))
        {
            var with = new QtiEqual(
                rule.Child("baseValue")?.Value.Trim(), rule.Said("toleranceMode"),
                rule.Said("tolerance").Split(default(char[]), StringSplitOptions.RemoveEmptyEntries), Credit(rule),
                rule.Said("includeLowerBound") is not ("false" or "0") && rule.Said("includeUpperBound") is not ("false" or "0"));
            foreach (var id in rule.Children("variable").Select(of => of.Said("identifier")).Distinct())
                yield return (id, with);
        }

        decimal Credit(XElement rule)
        {
            var around = rule.Ancestors().TakeWhile(one => !one.Is("responseCondition", "responseProcessing")).ToList();
            if (around.LastOrDefault() is not { } branch || !branch.Is("responseIf", "responseElseIf") || around.Exists(one => one.Is("not")))
                return 0;
            if (!credits.TryGetValue(branch, out var credit))
                credits[branch] = credit = Given(branch, points);
            return credit;
        }
    }

    // What a condition gives to who meets it: all, or the part that it says; 0 where it says nothing of points.
    private static decimal Given(XElement branch, decimal points)
    {
        var given = branch.Children("setOutcomeValue").FirstOrDefault(set => set.Said("identifier") == "SCORE")?.Elements().FirstOrDefault();
        if (given is null || !(given.Is("product", "sum", "baseValue") || IsMaxScore(given)))
            return 0;
        if ((given.Is("baseValue") ? given : given.Child("baseValue")) is not { } value)
            return 1;
        if (!LooseNumbers.TryRead(value.Value, out var earned) || earned <= 0)
            return 0;
        var all = given.Is("baseValue") ? points : given.Is("product") && given.Elements().Any(IsMaxScore) ? 1 : earned;
        return earned >= all ? 1 : earned / all;

        static bool IsMaxScore(XElement element) => element.Is("variable") && element.Said("identifier") == "MAXSCORE";
    }
}

/// <summary>What a number is compared with.</summary>
/// <param name="Value">Null for the one that is declared to be correct.</param>
/// <param name="Credit">What it earns, as a share of all; 0 where that is nothing.</param>
/// <param name="HasEnds">Whether the ends of what is accepted are right, too.</param>
internal sealed record QtiEqual(string? Value, string Mode, string[] Tolerance, decimal Credit, bool HasEnds);
