using System.Xml.Linq;

namespace QuizPlatform.Quizzes;

/// <summary>
/// QTI 2.1 and 2.2 of IMS (1EdTech): a zip with a manifest, tests, and a file for each question, which is called an item. Items are read in the order of the
/// tests, or where there is none in that of the manifest.
/// </summary>
internal sealed class QtiReader
{
    private const string Manifest = "imsmanifest.xml";
    private const int MaxReferences = 10_000, MaxDepth = 16;

    // What may keep items from being asked as they stand in a test.
    private static readonly string[] TestRules = ["selection", "ordering", "preCondition", "branchRule", "timeLimits", "weight"];

    private readonly IReadOnlyDictionary<string, byte[]> _files;
    private readonly XmlBudget _budget = new();
    private readonly FoundQuiz _found = new();
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);

    private QtiReader(ImportFile file) => _files = SafeZip.Read(file.Bytes);

    public static FoundQuiz Read(ImportFile file) => new QtiReader(file).Read();

    private FoundQuiz Read()
    {
        var manifest = _files.Keys.Where(path => File(path).Equals(Manifest, StringComparison.OrdinalIgnoreCase)).MinBy(path => path.Length)
            ?? throw new UnreadableFileException(null, $"It is no QTI package: it has no {Manifest}.");
        var folder = Folder(manifest);
        var resources = First(Root(manifest).Descendants().Where(element => element.Is("resource"))
            .Select(resource => (Type: resource.Said("type").ToLowerInvariant(), Resource: resource))
            .Where(resource => resource.Type.StartsWith("imsqti", StringComparison.Ordinal))
            .Select(resource => (resource.Type, Href: Href(resource.Resource))));
        RequireVersion(resources.Select(resource => resource.Type));

        var tests = resources.Where(resource => resource.Type.Contains("test", StringComparison.Ordinal)).Select(test => Path(folder, test.Href)).ToList();
        var listed = resources.Where(resource => resource.Type.Contains("item", StringComparison.Ordinal)).Select(item => item.Href).ToList();
        if (tests.Count == 0)
        {
            _found.Items = listed.Select(href => Item(folder, href)).OfType<FoundItem>();
            return _found;
        }

        var items = First(tests.SelectMany(test => Items(test, depth: 1)));
        var asked = items.Select(item => Path(item.Folder, item.Href)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (listed.Count(href => !asked.Contains(Path(folder, href))) is > 0 and var others)
            _found.Warn(null, $"Questions that are in no test of the package are left out: {others}.");
        _read.Clear();
        _found.Items = items.Select(item => Item(item.Folder, item.Href)).OfType<FoundItem>();
        return _found;
    }

    private static void RequireVersion(IEnumerable<string> types)
    {
        List<string> known = [.. types.Where(type => type.Contains("test", StringComparison.Ordinal) || type.Contains("item", StringComparison.Ordinal))];
        if (known.Exists(type => !type.Contains("v3p", StringComparison.Ordinal)))
            return;
        throw Unreadable(known.Count > 0 ? "qti-assessment-item" : types.Any(type => type.Contains("v1p", StringComparison.Ordinal)) ? "questestinterop" : "");
    }

    private static UnreadableFileException Unreadable(string root) => new(null, root switch
    {
        "questestinterop" => "It is QTI 1.2, as Canvas and Respondus write it; only 2.1 and 2.2 are read.",
        ['q', 't', 'i', '-', ..] => "It is QTI 3.0, which gives all elements other names; only 2.1 and 2.2 are read.",
        _ => "It has no questions in QTI 2.1 or 2.2.",
    });

    private List<T> First<T>(IEnumerable<T> references)
    {
        List<T> first = [.. references.Take(MaxReferences + 1)];
        if (first.Count <= MaxReferences)
            return first;
        Warn($"Only the first {MaxReferences} references to questions are followed.");
        return first[..MaxReferences];
    }

    // Bases stand before it, that of the resource last. One that is longer than any path in a zip leads nowhere.
    private static string Href(XElement resource)
    {
        var href = resource.Said("href") is { Length: > 0 } own ? own : resource.Child("file")?.Said("href") ?? "";
        return resource.AncestorsAndSelf().Take(3).Select(element => (string?)element.Attribute(XNamespace.Xml + "base"))
            .Where(before => before is { Length: > 0 and <= SafeZip.MaxPath })
            .Aggregate(href, (rest, before) => $"{before!.TrimEnd('/')}/{rest}");
    }

    // What a test, or a section that it keeps in another file, asks.
    private IEnumerable<(string[] Folder, string Href)> Items(string? path, int depth)
    {
        if (depth > MaxDepth)
            throw new UnreadableFileException(null, $"Its sections are in each other's files more than {MaxDepth} deep.");
        if (path is null || !_files.ContainsKey(path))
            throw new UnreadableFileException(null, "A test, or a part of one, is not in it.");
        if (!_read.Add(path))
            yield break;
        var root = Root(path);
        if (!root.Is("assessmentTest", "assessmentSection"))
            throw Unreadable(root.Name.LocalName);
        if (root.Is("assessmentTest"))
            Name(root.Said("title"));
        if (root.Descendants().Any(element => element.Is(TestRules)))
            Warn("Rules of its test are left out: which questions are asked, in which order, how long, and what each weighs.");
        if (root.Descendants().Any(element => element.Is("rubricBlock")))
            Warn("Texts of its test that are for several questions are left out.");
        var folder = Folder(path);
        foreach (var element in root.Descendants())
        {
            if (element.Is("assessmentItemRef"))
                yield return (folder, element.Said("href"));
            if (!element.Is("assessmentSectionRef"))
                continue;
            foreach (var item in Items(Path(folder, element.Said("href")), depth + 1))
                yield return item;
        }
    }

    // The quiz, by its first test that has a title.
    private void Name(string title)
    {
        if (title.Length == 0 || _found.Quiz.Title is not null)
            return;
        _found.Quiz = _found.Quiz with { Title = title.Cut(QuizRequest.MaxTitle) };
        if (title.Length > QuizRequest.MaxTitle)
            Warn($"The title is cut after {QuizRequest.MaxTitle} characters.");
    }

    private void Warn(Sentence sentence)
    {
        if (!_found.Messages.Any(told => told.Sentence.Equals(sentence)))
            _found.Warn(null, sentence);
    }

    // Null for one that was there before.
    private FoundItem? Item(string[] folder, string href)
    {
        var item = new FoundItem(null);
        if (Path(folder, href) is not { } path || !_files.TryGetValue(path, out var file))
        {
            item.Refuse($"Its file {Quoted(href)} is not in the zip.");
        }
        else if (!_read.Add(path))
        {
            return null;
        }
        else if (!SafeXml.TryParse(file, _budget, out var root, out var fault))
        {
            item.Refuse($"Its file {Quoted(path)} {fault}.");
        }
        else if (root.Is("assessmentItem"))
        {
            new QtiItem(item, root).Read();
        }
        else if (root.Name.LocalName is ['q', 't', 'i', '-', ..] or "questestinterop")
        {
            throw Unreadable(root.Name.LocalName);
        }
        else
        {
            item.Refuse($"Its file {Quoted(path)} is no question.");
        }

        return item;
    }

    private XElement Root(string path) => SafeXml.TryParse(_files[path], _budget, out var root, out var fault) ? root
        : throw new UnreadableFileException(null, $"Its file {Quoted(path)} {fault}.");

    // Where a reference leads; null where that is not in the zip.
    private static string? Path(string[] folder, string href)
    {
        if (href.Contains(':', StringComparison.Ordinal) || href is ['/' or '\\', ..])
            return null;
        var path = folder.ToList();
        foreach (var part in Uri.UnescapeDataString(href.Split('#', '?')[0]).Split('/', '\\').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
                path.Add(part);
            else if (path.Count > 0)
                path.RemoveAt(path.Count - 1);
            else
                return null;
        }

        return string.Join('/', path);
    }

    private static string[] Folder(string path) => path.Split('/')[..^1];

    private static string File(string path) => path.Split('/')[^1];

    private static string Quoted(string path) => $"'{path.Cut(100)}'";
}
