namespace QuizPlatform.Platform;

/// <summary>
/// What the next few attributes say of a function cannot be read from its code: <c>tests/Describe</c> makes the platform's description of it
/// (<c>/openapi.json</c>). What can be is not repeated: its route, its parameter, that it asks for a bearer token, the fields of its bodies.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class BodyAttribute : Attribute
{
    public abstract Type Type { get; }
}

/// <summary>The JSON that a function reads.</summary>
public sealed class BodyAttribute<T> : BodyAttribute
{
    public override Type Type => typeof(T);
}

/// <summary>A function reads a file, as it is.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FileBodyAttribute(int maxBytes) : Attribute
{
    public int MaxBytes => maxBytes;
}

/// <summary>Who has no bearer token is answered too; it is needed for something only.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OptionalBearerAttribute : Attribute;

/// <summary>Only admins may: 403 for others.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AdminsOnlyAttribute : Attribute;

/// <summary>Wants the ETag of what was read in <c>If-Match</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IfMatchAttribute : Attribute
{
    /// <summary>Where it is wanted only sometimes: when.</summary>
    public string? Only { get; init; }
}

/// <summary>May be repeated with the same <c>Idempotency-Key</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IdempotentAttribute : Attribute;

/// <summary>Counted by the app against its limit of that name (<c>AddRateLimit</c>).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LimitedAttribute(string name) : Attribute
{
    public string Name => name;
}
