using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace QuizPlatform.Quizzes;

/// <summary>XML that strangers send: it declares nothing, fetches nothing, and is neither deep nor long.</summary>
internal static class SafeXml
{
    private const int MaxDepth = 64, MaxLength = 2_000_000;

    // Comments are kept: without them the texts around them are put together piece by piece, in the square of the time.
    private static readonly XmlReaderSettings AnyLength = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxLength,
    };

    // Old files are in windows-1252, or others like it.
    static SafeXml() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="budget">Of the zip that it is in.</param>
    /// <param name="fault">What is wrong with it, to follow what it is; null where nothing is.</param>
    /// <exception cref="UnreadableFileException">The budget is spent.</exception>
    public static bool TryParse(byte[] xml, XmlBudget budget, [NotNullWhen(true)] out XElement? root, [NotNullWhen(false)] out Sentence? fault)
    {
        (root, fault) = (null, null);
        try
        {
            if (IsShallow(xml, budget))
            {
                using var reader = XmlReader.Create(new MemoryStream(xml), Settings);
                root = XElement.Load(reader, LoadOptions.PreserveWhitespace);
            }
            else
            {
                fault = $"is nested deeper than {MaxDepth}";
            }
        }
        catch (XmlException e)
        {
            fault = Fault(xml, e);
        }

        return root is not null;
    }

    // Looked through before any of it is kept, which costs many times as much.
    private static bool IsShallow(byte[] xml, XmlBudget budget)
    {
        using var reader = XmlReader.Create(new MemoryStream(xml), Settings);
        while (reader.Read())
        {
            budget.Spend(reader);
            if (reader.NodeType == XmlNodeType.Element && reader.Depth > MaxDepth)
                return false;
        }

        return true;
    }

    /// <summary>Goes through a file node by node, as far as it is XML.</summary>
    public static void Each(byte[] file, Action<XmlReader> at)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(file), AnyLength);
            while (reader.Read())
                at(reader);
        }
        catch (XmlException)
        {
            // a picture, or broken: what reads it as XML gets no further
        }
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
