using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;

namespace QuizPlatform.LocalRuntime.Http;

/// <summary>The values one segment of a route can take, as far as they can be known.</summary>
internal sealed class Segment
{
    private readonly List<IRouteConstraint> _constraints = [];
    private string? _literal;
    private int _min = 1;
    private int _max = int.MaxValue;

    public bool MayBeAbsent { get; private init; }
    public bool TakesTheRest { get; private init; }

    public static Segment Of(RoutePattern pattern, RoutePatternPathSegment segment, ParameterPolicyFactory policies)
    {
        if (segment.Parts is [RoutePatternLiteralPart literal])
            return new Segment { _literal = literal.Content };
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
        if (_literal is not null)
            return other.Accepts(_literal);
        return other._literal is not null ? Accepts(other._literal) : _min <= other._max && other._min <= _max;
    }

    private bool Accepts(string value)
        => _literal is not null
            ? _literal.Equals(value, StringComparison.OrdinalIgnoreCase)
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
        }
    }

    private void Between(int min, int max) => (_min, _max) = (Math.Max(_min, min), Math.Min(_max, max));
}
