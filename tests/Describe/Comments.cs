using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace QuizPlatform.Describe;

/// <summary>What the code's documentation comments say, as plain text.</summary>
internal static partial class Comments
{
    private static readonly IReadOnlyDictionary<string, XElement> Members = Directory.GetFiles(AppContext.BaseDirectory, "QuizPlatform.*.xml")
        .SelectMany(file => XDocument.Load(file).Descendants("member"))
        .DistinctBy(member => member.Attribute("name")!.Value).ToDictionary(member => member.Attribute("name")!.Value);

    /// <summary>Null where there is none.</summary>
    public static string? Of(Type type) => Summary($"T:{NameOf(type)}");

    /// <summary>Of a record's parameter it is the comment on that.</summary>
    public static string? Of(PropertyInfo property) => Summary($"P:{NameOf(property.DeclaringType!)}.{property.Name}");

    /// <summary>Of a method there is one of that name.</summary>
    public static string? Of(MethodInfo method) =>
        Members.Keys.FirstOrDefault(name => name.StartsWith($"M:{NameOf(method.DeclaringType!)}.{method.Name}", StringComparison.Ordinal)) is { } name
            ? Summary(name)
            : null;

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static string? Summary(string member) => Members.GetValueOrDefault(member)?.Element("summary") is { } summary
        ? Blanks().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim()
        : null;

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement element when element.Attribute("name") is { } parameter => $"`{JsonNamingPolicy.CamelCase.ConvertName(parameter.Value)}`",
        XElement element when element.Attribute("cref") is { } reference => reference.Value.Split('.')[^1],
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
