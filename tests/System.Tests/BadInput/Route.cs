using System.Text.Json.Nodes;

namespace QuizPlatform.System.Tests.BadInput;

/// <summary>A route, what a good request to it looks like, and how it answers.</summary>
/// <param name="App">Users, Quizzes or Results.</param>
/// <param name="Path">As the app lists it, <c>{id}</c> standing for <see cref="Id"/>.</param>
internal sealed record Route(string App, string Method, string Path)
{
    public string Name => $"{Method} {(Path == "health" ? App + " " : "")}{Path}";

    /// <summary>Whose token is sent; null where none is needed.</summary>
    public Func<Stage, Person>? As { get; init; }

    /// <summary>How somebody else's good request is answered, where that is no good.</summary>
    public int? Stranger { get; init; }

    /// <summary>Needs the function key.</summary>
    public bool Keyed { get; init; }

    public Func<Stage, string> Id { get; init; } = _ => "";

    /// <summary>A good body, new each time.</summary>
    public Func<Stage, JsonObject>? Body { get; init; }

    /// <summary>The fields of the body that must be there.</summary>
    public string[] Required { get; init; } = [];

    /// <summary>The fields whose strange texts (very long ones, control characters) are not answered with a 400 that names the field.</summary>
    public Dictionary<string, int[]> Odd { get; init; } = [];

    /// <summary>What stands in every query.</summary>
    public string? Always { get; init; }

    public Parameter[] Query { get; init; } = [];

    public bool IfMatch { get; init; }
    public bool IdempotencyKey { get; init; }

    /// <summary>The answers to a good request.</summary>
    public int[] Good { get; init; } = [200];

    /// <summary>The table (<c>store.Table</c>) to which each good request adds a row.</summary>
    public string? Makes { get; init; }

    /// <summary>Cases of its own: a field of the good body replaced.</summary>
    public Func<Stage, BodyCase[]> Bodies { get; init; } = _ => [];

    /// <summary>Cases of its own: a query, without a token where the route needs none.</summary>
    public QueryCase[] Queries { get; init; } = [];
}

internal enum Kind
{
    Number,
    Text,
    Enum,
    Id,
    Cursor,
}

internal sealed record Parameter(string Name, Kind Kind);

/// <param name="Json">What the field is replaced by.</param>
/// <param name="Blamed">The field that <c>errors</c> names; null where none is to blame.</param>
internal sealed record BodyCase(string What, string Field, string Json, int Status, string? Blamed = null);

internal sealed record QueryCase(string Query, int Status, string? Blamed = null);
