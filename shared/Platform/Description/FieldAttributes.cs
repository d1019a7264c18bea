using System.Reflection;

namespace QuizPlatform.Platform;

/// <summary>A text that is one of a list's.</summary>
/// <param name="owner">Whose static field or property the list is.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfAttribute(Type owner, string list) : Attribute
{
    public IReadOnlyList<string> Words =>
        (IReadOnlyList<string>)(owner.GetField(list, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(null)
            ?? owner.GetProperty(list, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null)!);
}

/// <summary>A field that the code reads as any JSON, and that is one of these.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EitherAttribute(params Type[] types) : Attribute
{
    public IReadOnlyList<Type> Types => types;
}
