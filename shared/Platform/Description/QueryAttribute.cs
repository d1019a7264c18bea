namespace QuizPlatform.Platform;

/// <summary>A parameter in the query, as <see cref="Query"/> reads it.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class QueryAttribute : Attribute
{
    /// <summary>A text.</summary>
    /// <param name="what">What it is for, in a sentence.</param>
    public QueryAttribute(string name, string what) => (Name, What) = (name, what);

    /// <summary>One of these words.</summary>
    public QueryAttribute(string name, string what, params string[] oneOf)
        : this(name, what) => OneOf = oneOf;

    /// <summary>A whole number.</summary>
    public QueryAttribute(string name, string what, int min, int max, int otherwise)
        : this(name, what) => Range = (min, max, otherwise);

    public string Name { get; }
    public string What { get; }
    public IReadOnlyList<string> OneOf { get; } = [];
    public (int Min, int Max, int Otherwise)? Range { get; }
    public int MaxLength { get; init; } = 200;
    public bool Required { get; init; }
}

/// <summary>A list that comes in pages: <c>limit</c> and <c>cursor</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PagedAttribute(int otherwise) : Attribute
{
    public int Otherwise => otherwise;
}
