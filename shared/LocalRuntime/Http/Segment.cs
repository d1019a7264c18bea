using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;

namespace QuizPlatform.LocalRuntime.Http;

/// <summary>The values one segment of a route can take, as far as they can be known.</summary>
internal sealed partial class Segment
{
    // Numbers and GUIDs parse with blanks around them, and numbers with any count of zeros before them.
    private const string Blanks = " \t\n\v\f\r";
    private const string Digits = "-+0123456789" + Blanks;
    private const string GuidStarts = "0123456789abcdef{(" + Blanks;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private readonly List<IRouteConstraint> _constraints = [];
    private string[]? _values;
    private string _prefix = "";
    private string? _firstCharacters;
    private int _min = 1;
    private int _max = int.MaxValue;

    public bool MayBeAbsent { get; private init; }
    public bool TakesTheRest { get; private init; }

    public static Segment Of(RoutePattern pattern, RoutePatternPathSegment segment, ParameterPolicyFactory policies)
    {
        if (segment.Parts is [RoutePatternLiteralPart literal])
            return new Segment { _values = [literal.Content] };
        if (segment.Parts is not [RoutePatternParameterPart parameter])
            return new Segment();    // Several parts, such as {name}.{extension}: anything, to be on the safe side.

        var result = new Segment
        {
            MayBeAbsent = parameter.IsOptional || parameter.Default is not null || parameter.IsCatchAll,
            TakesTheRest = parameter.IsCatchAll,
        };
        foreach (var policy in parameter.ParameterPolicies.Select(reference => policies.Create(parameter, reference)))
            result.Learn(policy is OptionalRouteConstraint optional ? optional.InnerConstraint : policy as IRouteConstraint);
        return result;
    }

    /// <summary>True unless it is certain that no value is both's.</summary>
    public bool Overlaps(Segment other)
    {
        if (_values is not null)
            return _values.Any(other.Accepts);
        if (other._values is not null)
            return other._values.Any(Accepts);

        return _min <= other._max && other._min <= _max && PrefixesAgree(_prefix, other._prefix)
            && FirstCharactersAgree(this, other) && FirstCharactersAgree(other, this);
    }

    private bool Accepts(string value)
        => _values is not null
            ? _values.Contains(value, StringComparer.OrdinalIgnoreCase)
            : _constraints.TrueForAll(c => c.Match(null, null, "value", new RouteValueDictionary { ["value"] = value }, RouteDirection.IncomingRequest));

    private void Learn(IRouteConstraint? constraint)
    {
        if (constraint is null)
            return;

        _constraints.Add(constraint);
        switch (constraint)
        {
            case LengthRouteConstraint length: Between(length.MinLength, length.MaxLength); break;
            case MinLengthRouteConstraint min: Between(min.MinLength, int.MaxValue); break;
            case MaxLengthRouteConstraint max: Between(0, max.MaxLength); break;
            case GuidRouteConstraint: Between(32, int.MaxValue); _firstCharacters = GuidStarts; break;
            case BoolRouteConstraint: _values = ["true", "false"]; break;
            case AlphaRouteConstraint: _firstCharacters = Letters; break;
            case IntRouteConstraint or LongRouteConstraint or MinRouteConstraint or MaxRouteConstraint or RangeRouteConstraint:
                _firstCharacters = Digits;
                break;
            case RegexRouteConstraint regex: Learn(regex.Constraint.ToString()); break;
        }
    }

    private void Between(int min, int max) => (_min, _max) = (Math.Max(_min, min), Math.Min(_max, max));

    // ^(a|b|c)$ is a list of values; ^text... begins with the text. Of other expressions nothing is known.
    private void Learn(string expression)
    {
        if (Alternatives().Match(expression) is { Success: true } list)
            _values = list.Groups["values"].Value.Split('|');
        else if (Prefix().Match(expression) is { Success: true } begin)
            _prefix = begin.Groups["text"].Value;
    }

    private static bool PrefixesAgree(string a, string b)
        => a.StartsWith(b, StringComparison.OrdinalIgnoreCase) || b.StartsWith(a, StringComparison.OrdinalIgnoreCase);

    private static bool FirstCharactersAgree(Segment a, Segment b)
        => a._firstCharacters is null
            || (b._prefix.Length == 0 || a._firstCharacters.Contains(b._prefix[0], StringComparison.OrdinalIgnoreCase))
            && (b._firstCharacters is null || a._firstCharacters.Intersect(b._firstCharacters).Any());

    [GeneratedRegex(@"^\^\((\?:)?(?<values>[\w-]+(\|[\w-]+)*)\)\$$")]
    private static partial Regex Alternatives();

    // The last character is left out where a quantifier follows it.
    [GeneratedRegex(@"^\^(?<text>[\w-]+)(?![?*{\w-])(?!.*\|)")]
    private static partial Regex Prefix();
}
