using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace QuizPlatform.Quizzes;

/// <summary>QTI 2.1 as <see cref="QtiReader"/> reads it, and others: a test that asks all questions in their order.</summary>
internal static class QtiWriter
{
    private const string Test = "test.xml";

    private static readonly XNamespace Packaging = "http://www.imsglobal.org/xsd/imscp_v1p1";
    private static readonly XNamespace Qti = QtiText.Namespace;
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // so that the same quiz gives the same file

    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize };

    public static byte[] Write(ExportedQuiz exported)
    {
        exported.LosePenalty();
        var items = new List<(string Id, string Path, XElement Item)>();
        foreach (var question in exported.Questions)
        {
            var id = $"item{items.Count + 1}";
            if (new QtiItemWriter(exported, question).Write(id) is { } item)
                items.Add((id, $"items/{id}.xml", item));
        }

        using var zipped = new MemoryStream();
        using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "imsmanifest.xml", Manifest(items.ConvertAll(item => (item.Id, item.Path))));
            Add(zip, Test, TestOf(exported.Quiz.Title, items.ConvertAll(item => (item.Id, item.Path))));
            foreach (var (_, path, item) in items)
                Add(zip, path, item);
        }

        return zipped.ToArray();
    }

    private static XElement Manifest(List<(string Id, string Path)> items) => new(
        Packaging + "manifest", new XAttribute("identifier", "quiz"),
        new XElement(Packaging + "metadata", new XElement(Packaging + "schema", "QTIv2.1 Package"), new XElement(Packaging + "schemaversion", "1.0.0")),
        new XElement(Packaging + "organizations"),
        new XElement(
            Packaging + "resources",
            Resource(
                "test", "imsqti_test_xmlv2p1", Test,
                items.Select(item => new XElement(Packaging + "dependency", new XAttribute("identifierref", item.Id)))),
            items.Select(item => Resource(item.Id, "imsqti_item_xmlv2p1", item.Path, []))));

    private static XElement Resource(string id, string type, string path, IEnumerable<XElement> dependencies) => new(
        Packaging + "resource", new XAttribute("identifier", id), new XAttribute("type", type), new XAttribute("href", path),
        new XElement(Packaging + "file", new XAttribute("href", path)), dependencies);

    private static XElement TestOf(string title, List<(string Id, string Path)> items) => new(
        Qti + "assessmentTest", new XAttribute("identifier", "test"), new XAttribute("title", title),
        new XElement(
            Qti + "outcomeDeclaration", new XAttribute("identifier", "SCORE"), new XAttribute("cardinality", "single"), new XAttribute("baseType", "float")),
        new XElement(
            Qti + "testPart", new XAttribute("identifier", "part"), new XAttribute("navigationMode", "nonlinear"),
            new XAttribute("submissionMode", "simultaneous"),
            new XElement(
                Qti + "assessmentSection", new XAttribute("identifier", "section"), new XAttribute("title", title), new XAttribute("visible", "true"),
                items.Select(item => new XElement(
                    Qti + "assessmentItemRef", new XAttribute("identifier", item.Id), new XAttribute("href", item.Path))))),
        new XElement(
            Qti + "outcomeProcessing",
            new XElement(
                Qti + "setOutcomeValue", new XAttribute("identifier", "SCORE"),
                new XElement(Qti + "sum", new XElement(Qti + "testVariables", new XAttribute("variableIdentifier", "SCORE"))))));

    // Without white space that is not in it: some of it would be read.
    private static void Add(ZipArchive zip, string path, XElement root)
    {
        var entry = zip.CreateEntry(path);
        entry.LastWriteTime = NoTime;
        using var content = entry.Open();
        using var writer = XmlWriter.Create(content, Settings);
        root.Save(writer);
    }
}
