using System.Reflection;
using System.Text.Json.Serialization;

namespace QuizPlatform.Scoring;

/// <summary>What the kinds of a type are called in JSON, as that type declares them.</summary>
internal static class Names<T>
    where T : notnull
{
    private static readonly List<JsonDerivedTypeAttribute> Kinds = [.. typeof(T).GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false)];

    /// <summary>In the order in which they are declared.</summary>
    public static IReadOnlyList<string> All { get; } = Kinds.ConvertAll(NameOf);

    public static string Of(T one) => NameOf(Kinds.Find(kind => kind.DerivedType == one.GetType())!);

    private static string NameOf(JsonDerivedTypeAttribute kind) => (string)kind.TypeDiscriminator!;
}
