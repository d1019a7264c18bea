using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace QuizPlatform.Web.Tests;

/// <summary>Every language has every text, and every text is shown somewhere.</summary>
public partial class TextsTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "web");

    private static readonly IReadOnlyDictionary<string, string> English = Read(Path.Combine(Folder, "Texts.resx"));

    public static TheoryData<string> Others => [.. Directory.GetFiles(Folder, "Texts.*.resx").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Others))]
    public void Another_language_has_the_same_texts_with_the_same_gaps(string file)
    {
        var other = Read(Path.Combine(Folder, file));

        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), other.Keys.Order(StringComparer.Ordinal));
        Assert.All(English, text => Assert.Equal(Gaps(text.Value), Gaps(other[text.Key])));
        Assert.DoesNotContain(other, text => string.IsNullOrWhiteSpace(text.Value));
    }

    [Fact]
    public void Texts_are_sorted_so_that_two_changes_seldom_meet() => Assert.Equal(English.Keys.Order(StringComparer.Ordinal), English.Keys);

    [Fact]
    public void German_speaks_of_everybody_alike()
    {
        var german = Read(Path.Combine(Folder, "Texts.de.resx"));

        Assert.DoesNotContain(german.Values, text => OneSex().IsMatch(text.Replace("Autorin oder Autor", "", StringComparison.Ordinal)));
        Assert.All((string[])["beginner", "intermediate", "advanced"], level =>
            Assert.Equal(german[$"Difficulty.{level}"], german[$"Editor.Say.Plain.{level}"], ignoreCase: true)); // one word for one thing
    }

    [Fact]
    public void German_has_one_plural_of_quiz() =>
        Assert.DoesNotContain(Read(Path.Combine(Folder, "Texts.de.resx")), text => text.Key != "Catalogue.One" && SeveralQuiz().IsMatch(text.Value));

    [Theory]
    [InlineData("Texts.resx", "}%")]
    [InlineData("Texts.de.resx", "}\u00a0%")]
    public void Per_cents_are_written_as_the_language_does(string file, string sign) =>
        Assert.All(
            Read(Path.Combine(Folder, file)).Values.Where(text => PerCent().IsMatch(text)),
            text => Assert.DoesNotMatch(PerCent(), text.Replace(sign, "", StringComparison.Ordinal)));

    [Fact]
    public void What_pages_show_is_there_and_what_is_there_is_shown()
    {
        var sources = string.Join('\n', Directory.EnumerateFiles(Folder, "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)).Select(File.ReadAllText));

        var asked = Whole().Matches(sources).Select(match => match.Groups[1].Value).Where(key => key.Contains('.', StringComparison.Ordinal)).ToHashSet();
        var families = Family().Matches(sources).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Equal([], asked.Where(key => Known().IsMatch(key)).Except(English.Keys));
        Assert.Equal([], English.Keys.Where(key => !asked.Contains(key) && !families.Any(family => key.StartsWith(family, StringComparison.Ordinal))));
    }

    private static IEnumerable<string> Gaps(string text) => Gap().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(file).Root!.Elements("data").ToDictionary(text => text.Attribute("name")!.Value, text => text.Element("value")!.Value);

    [GeneratedRegex(@"\b(Alle|Neueste|Mehr|Meinen?|Welche|Veröffentlichte)( \{0\})? Quiz\b|\{0\} Quiz\b", RegexOptions.IgnoreCase)]
    private static partial Regex SeveralQuiz();

    [GeneratedRegex(@"\}\s*%")]
    private static partial Regex PerCent();

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"\b(Spielern?|Autors?|Freunden?|Einsteiger|Schüler|[Dd]er [Ee]rste|Admin)\b")]
    private static partial Regex OneSex();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Gap();

    [GeneratedRegex("\"([A-Z][A-Za-z]+(?:\\.[A-Za-z-]+)+)\"")]
    private static partial Regex Whole();

    // $"Difficulty.{…}", or "Player." where a script gets all of them
    [GeneratedRegex("\"([A-Z][A-Za-z]+\\.(?:[A-Za-z-]+\\.)*)[{\"]")]
    private static partial Regex Family();

    [GeneratedRegex(@"^(?!Microsoft|System|QuizPlatform|Input|Yarp)")]
    private static partial Regex Known();
}
