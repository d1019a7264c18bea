using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Gateway;
using QuizPlatform.Platform;
using QuizPlatform.Quizzes;
using QuizPlatform.Results;
using QuizPlatform.Testing;
using QuizPlatform.Users;

namespace QuizPlatform.Describe;

/// <summary>A route that anybody can call through the gateway, and what its code says of it.</summary>
/// <param name="App">Users, Quizzes or Results; Platform for the gateway's own.</param>
/// <param name="Template">With the constraints on its parameters.</param>
/// <param name="AsksWho">Whether it looks at a bearer token.</param>
/// <param name="Said">The attributes beside it.</param>
internal sealed partial record PublicRoute(
    string App, string Name, string Method, string Template, string? Comment, bool AsksWho, IReadOnlyList<object> Said)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public static readonly IReadOnlyDictionary<string, Assembly> Apps = new Dictionary<string, Assembly>
    {
        ["Users"] = typeof(UsersDb).Assembly,
        ["Quizzes"] = typeof(QuizzesDb).Assembly,
        ["Results"] = typeof(ResultsDb).Assembly,
    };

    public static IReadOnlyList<PublicRoute> All { get; } = [.. Apps.SelectMany(app => OfApp(app.Key, app.Value)).Concat(OfGateway())
        .OrderBy(route => route.Path, StringComparer.Ordinal).ThenBy(route => Methods.IndexOf(route.Method))];

    public string Path => Constraint().Replace(Template, "}");

    /// <summary>The parameters of the path, and whether a constraint says how long each is.</summary>
    public IEnumerable<(string Name, int? Length)> Parameters => Parameter().Matches(Template)
        .Select(p => (p.Groups[1].Value, p.Groups[2].Success ? int.Parse(p.Groups[2].ValueSpan) : (int?)null));

    public bool Changes => Method != "GET";

    public bool Has<T>() => Said.OfType<T>().Any();

    public T? One<T>()
        where T : class => Said.OfType<T>().SingleOrDefault();

    public IEnumerable<T> Each<T>() => Said.OfType<T>();

    // What needs a function key is for the platform alone, and of /health the gateway has its own.
    private static IEnumerable<PublicRoute> OfApp(string app, Assembly assembly) =>
        from function in Functions.StartedBy<HttpTriggerAttribute>(assembly)
        where function.Trigger is { AuthLevel: AuthorizationLevel.Anonymous, Route: not "health" }
        let type = function.Method.DeclaringType!
        from method in function.Trigger.Methods!
        select new PublicRoute(
            app, function.Name, method.ToUpperInvariant(), '/' + function.Trigger.Route, Comments.Of(type),
            type.GetConstructors().Single().GetParameters().Any(p => p.ParameterType == typeof(BearerTokens)),
            function.Method.GetCustomAttributes(inherit: false));

    private static IEnumerable<PublicRoute> OfGateway()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddGateway();
        var app = builder.Build();
        app.UseGateway();
        return [.. from source in ((IEndpointRouteBuilder)app).DataSources
                   from endpoint in source.Endpoints.OfType<RouteEndpoint>()
                   where endpoint.Metadata.GetMetadata<AnswerAttribute>() is not null
                   let function = endpoint.Metadata.GetRequiredMetadata<MethodInfo>()
                   from method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
                   select new PublicRoute(
                       "Platform", function.Name, method, endpoint.RoutePattern.RawText!, Comments.Of(function), AsksWho: false, [.. endpoint.Metadata])];
    }

    [GeneratedRegex(@":[^{}]*\}")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{(\w+)(?::length\((\d+)\))?\}")]
    private static partial Regex Parameter();
}
