using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace QuizPlatform.Quizzes.Tests.Exchange;

/// <summary>What reports say is there in every language, and nothing is there that none says.</summary>
public sealed partial class SentencesTests : IAsyncDisposable
{
    private const string Licence = "Questions of the Open Trivia Database (opentdb.com), CC BY-SA 4.0."; // is no report's, but a quiz's

    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "functions", "Quizzes");

    private static readonly Dictionary<string, string> German = XDocument.Load(Path.Combine(Folder, "Exchange", "Reports.de.resx")).Root!.Elements("data")
        .ToDictionary(text => text.Attribute("name")!.Value, text => text.Element("value")!.Value);

    private readonly QuizzesApp _app = new();

    [Fact]
    public void What_reports_say_is_there_and_what_is_there_is_said()
    {
        var sources = Directory.GetFiles(Path.Combine(Folder, "Exchange"), "*.cs", SearchOption.AllDirectories);
        var written = sources.Append(Path.Combine(Folder, "QuestionParts.cs")).SelectMany(source => Texts(File.ReadAllText(source))).ToHashSet();

        Assert.True(written.Count(text => WholeSentence().IsMatch(text)) > 100);
        Assert.Equal([], written.Where(text => WholeSentence().IsMatch(text) && text != Licence).Except(German.Keys));
        Assert.Equal([], German.Keys.Except(written));
    }

    [Fact]
    public void Sentences_have_the_same_gaps_in_all_languages()
    {
        Assert.All(German, text => Assert.Equal(Gaps(text.Key), Gaps(text.Value)));
        Assert.DoesNotContain(German.Values, string.IsNullOrWhiteSpace);
    }

    [Fact]
    public void Sentences_are_sorted_so_that_two_changes_seldom_meet() => Assert.Equal(German.Keys.Order(StringComparer.Ordinal), German.Keys);

    [Fact]
    public void German_speaks_of_everybody_alike() => Assert.DoesNotContain(German.Values, text => OneSex().IsMatch(text));

    [Fact]
    public void Numbers_are_as_the_language_writes_them_and_parts_in_the_language()
    {
        Sentence missing = "its text";
        Sentence sentence = $"It needs {missing} before the quiz is published.";
        Sentence points = $"Its points, {2.5m}, are no whole number from 1 to 100: here it has 1.";

        Assert.Equal("Vor dem Veröffentlichen braucht sie noch ihren Text.", sentence.In("de"));
        Assert.Equal("It needs its text before the quiz is published.", sentence.ToString());
        Assert.Equal("Ihre Punkte, 2,5, sind keine ganze Zahl von 1 bis 100: Hier hat sie 1.", points.In("de"));
    }

    [Theory]
    [InlineData("de-AT, en;q=0.5", "de", "Freitextaufgaben gehen noch nicht.", "Von den Fragen in der Datei können 1 nicht übernommen werden.")]
    [InlineData("fr", "en", "Essays cannot be taken yet.", "Of the questions in the file, 1 cannot be taken.")]
    public async Task A_report_is_in_the_language_that_is_asked_for(string accepted, string language, string sentence, string refusal)
    {
        const string File = "True?{T}\n\nWhy?{}";

        var tried = await _app.Import(File, "format=gift&dryRun=true", "ann", ("Accept-Language", accepted));
        var refused = await _app.Import(File, "format=gift", "ann", ("Accept-Language", accepted));

        Assert.Equal((language, "Accept-Language"), (tried.Headers.ContentLanguage.ToString(), tried.Headers.Vary.ToString()));
        Assert.Equal(sentence, tried.Value<string>("report.items.1.messages.0.sentence"));
        Assert.Equal((422, language), (refused.Status, refused.Headers.ContentLanguage.ToString()));
        Assert.Equal((refusal, sentence), (refused.Value<string>("detail"), refused.Value<string>("report.items.1.messages.0.sentence")));
    }

    [Theory]
    [InlineData("json", "[", "Die Datei ist in Zeile 1 nicht lesbar: Das ist kein gültiges JSON oder zu tief verschachtelt.")]
    [InlineData("qti", "no", "Die Datei ist nicht lesbar: Das ist kein Zip oder ein kaputtes.")]
    [InlineData("csv", "Frage;Antwort 1", "Eine Spalte „frage“ gibt es nicht; es gibt type, question,")]
    public async Task So_is_why_a_file_cannot_be_read(string format, string file, string detail)
    {
        var answer = await _app.Import(file, $"format={format}", "ann", ("Accept-Language", "de"));

        Assert.StartsWith(detail, answer.Value<string>("detail"), StringComparison.Ordinal);
        Assert.Equal("de", answer.Headers.ContentLanguage.ToString());
    }

    [Fact]
    public async Task So_is_what_an_export_would_lose()
    {
        var id = await _app.Publish(A.Request(questions: 1));

        var answer = await _app.Export(id, "format=aiken", "ann", ("Accept-Language", "de"));

        Assert.Equal("Aiken kennt keine Erklärungen.", answer.Value<string>("report.items.0.messages.0.sentence"));
        Assert.Equal(("de", "Accept-Language"), (answer.Headers.ContentLanguage.ToString(), answer.Headers.Vary.ToString()));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static IEnumerable<string> Gaps(string text) => Gap().Matches(text).Select(gap => gap.Value).Distinct().Order(StringComparer.Ordinal);

    // The texts in a source, with gaps by their number.
    private static List<string> Texts(string source)
    {
        var texts = new List<string>();
        for (var at = 0; at < source.Length;)
            at = Next(source, at, texts);
        return texts;
    }

    private static int Next(string source, int at, List<string> texts) => source.AsSpan(at) switch
    {
        ['/', '/', ..] => source.IndexOf('\n', at),
        ['\'', '\\', ..] => source.IndexOf('\'', at + 3) + 1,
        ['\'', _, '\'', ..] => at + 3,
        ['@', '"', ..] => source.IndexOf('"', at + 2) + 1,
        ['$', '"', ..] => Text(source, at + 2, true, texts),
        ['"', ..] => Text(source, at + 1, false, texts),
        _ => at + 1,
    };

    private static int Text(string source, int at, bool hasGaps, List<string> texts)
    {
        var (text, gaps) = (new StringBuilder(), 0);
        while (source[at] != '"')
        {
            if (source[at] == '\\')
            {
                text.Append(source[at + 1]);
                at += 2;
            }
            else if (hasGaps && source[at] == '{' && source[at + 1] != '{')
            {
                text.Append('{').Append(gaps++).Append('}');
                at = AfterGap(source, at + 1, texts);
            }
            else
            {
                text.Append(source[at]);
                at += hasGaps && source[at] is '{' or '}' ? 2 : 1;
            }
        }

        texts.Add(text.ToString());
        return at + 1;
    }

    private static int AfterGap(string source, int at, List<string> texts)
    {
        for (var depth = 0; depth > 0 || source[at] != '}';)
        {
            depth += source[at] is '(' or '[' or '{' ? 1 : source[at] is ')' or ']' or '}' ? -1 : 0;
            at = Next(source, at, texts);
        }

        return at + 1;
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^['A-Z{][^\n]* [^\n]*[.?]$")]
    private static partial Regex WholeSentence();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Gap();

    [GeneratedRegex(@"\b(Spielern?|Autors?|Freunden?|Einsteiger|Schülern?|Lehrern?|Nutzern?|[Dd]er [Ee]rste|Admin)\b")]
    private static partial Regex OneSex();
}
