using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace QuizPlatform.LocalRuntime.Http;

/// <summary>
/// The Functions host tries overlapping routes in the alphabetical order of the functions' names and knows no precedence of a literal over a
/// parameter (Azure/azure-functions-host#9876), ASP.NET Core does. So that both answer alike, no two routes of an app may match one request.
/// </summary>
internal static class RouteOverlaps
{
    public static void Refuse(IReadOnlyList<HttpFunction> functions, ParameterPolicyFactory policies)
    {
        for (var i = 0; i < functions.Count; i++)
            for (var j = i + 1; j < functions.Count; j++)
                if (ShareAMethod(functions[i], functions[j]) && ShareAPath(functions[i].Pattern, functions[j].Pattern, policies))
                    throw new StartupException(
                        $"Functions {functions[i].Function.Name} and {functions[j].Function.Name} may both match one request: " +
                        $"'{functions[i].Route}' and '{functions[j].Route}'. Constrain a parameter (such as {{id:length(32)}}) or change a route.");
    }

    private static bool ShareAMethod(HttpFunction a, HttpFunction b)
        => a.Methods.Count == 0 || b.Methods.Count == 0 || a.Methods.Intersect(b.Methods).Any();

    internal static bool ShareAPath(RoutePattern a, RoutePattern b, ParameterPolicyFactory policies)
    {
        var left = a.PathSegments.Select(segment => Segment.Of(a, segment, policies)).ToArray();
        var right = b.PathSegments.Select(segment => Segment.Of(b, segment, policies)).ToArray();
        return Match(left, right);
    }

    private static bool Match(ReadOnlySpan<Segment> a, ReadOnlySpan<Segment> b)
    {
        if (a.IsEmpty || b.IsEmpty)
            return (a.IsEmpty || a[0].MayBeAbsent) && (b.IsEmpty || b[0].MayBeAbsent);
        if (a[0].TakesTheRest || b[0].TakesTheRest)
            return true;

        return (a[0].Overlaps(b[0]) && Match(a[1..], b[1..]))
            || (a[0].MayBeAbsent && b[0].MayBeAbsent);
    }
}
