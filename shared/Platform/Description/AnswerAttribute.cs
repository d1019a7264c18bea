namespace QuizPlatform.Platform;

/// <summary>How a function answers when all is well; by several of them, in one of these ways.</summary>
/// <param name="status">E.g. 204.</param>
/// <param name="headers">Those of note, e.g. <c>ETag</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class AnswerAttribute(int status, params string[] headers) : Attribute
{
    public int Status => status;
    public IReadOnlyList<string> Headers => headers;

    /// <summary>Null where there is no body.</summary>
    public virtual Type? Body => null;

    public string ContentType { get; init; } = "application/json";
}

/// <inheritdoc cref="AnswerAttribute"/>
/// <typeparam name="T">The body.</typeparam>
public sealed class AnswerAttribute<T>(int status = 200, params string[] headers) : AnswerAttribute(status, headers)
{
    public override Type Body => typeof(T);
}

/// <summary>A file to keep.</summary>
/// <param name="headers">Those of note besides its name.</param>
public sealed class FileAnswerAttribute(params string[] headers) : AnswerAttribute(200, ["Content-Disposition", .. headers]);

/// <summary>An answer with an ETag, by which who has it already is told so: 304.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NotModifiedAttribute : Attribute;
