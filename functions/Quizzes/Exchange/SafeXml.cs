using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace QuizPlatform.Quizzes;

/// <summary>XML that strangers send: it declares nothing, fetches nothing, and is neither deep nor long.</summary>
internal static class SafeXml
{
    private const int MaxDepth = 64, MaxLength = 2_000_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxLength,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    // Old files are in windows-1252, or others like it.
    static SafeXml() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="fault">What is wrong with it, to follow what it is; null where nothing is.</param>
    public static bool TryParse(byte[] xml, [NotNullWhen(true)] out XElement? root, [NotNullWhen(false)] out Sentence? fault)
    {
        (root, fault) = (null, null);
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(xml), Settings);
            var loaded = XElement.Load(reader, LoadOptions.PreserveWhitespace); // which takes no stack, however deep it is
            if (loaded.Descendants().Any(element => element.Ancestors().Skip(MaxDepth).Any()))
                fault = $"is nested deeper than {MaxDepth}";
            else
                root = loaded;
        }
        catch (XmlException e)
        {
            fault = Fault(xml, e);
        }

        return root is not null;
    }

    private static Sentence Fault(byte[] xml, XmlException e)
    {
        if (xml.Length > MaxLength)
            return "is too long";
        if (xml.AsSpan().IndexOf("<!DOCTYPE"u8) is >= 0 and var at)
            return $"declares a document type, which is not read, in line {xml.AsSpan(0, at).Count((byte)'\n') + 1}";
        Sentence fault = e.Message.Contains("undeclared entity", StringComparison.Ordinal)
            ? "uses an entity that XML does not have" : "is no XML that can be read";
        if (e.LineNumber > 0)
            return $"{fault}, in line {e.LineNumber}";
        return fault;
    }

    /// <summary>Its elements of that name, whatever their namespace: versions have different ones.</summary>
    public static IEnumerable<XElement> Children(this XElement element, string name) => element.Elements().Where(child => child.Is(name));

    /// <inheritdoc cref="Children"/>
    public static XElement? Child(this XElement element, string name) => element.Children(name).FirstOrDefault();

    public static bool Is(this XElement element, params ReadOnlySpan<string> names) => names.Contains(element.Name.LocalName);

    /// <summary>An attribute; empty where it is missing.</summary>
    public static string Said(this XElement element, string attribute) => ((string?)element.Attribute(attribute) ?? "").Trim();
}
