using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace QuizPlatform.Quizzes.Tests.Exchange;

/// <summary>
/// Files that somebody has broken, or made to break something. Each is read or refused in a sentence, soon. For a longer run set <c>HOSTILE_FILES</c> (3,000)
/// and <c>HOSTILE_SEED</c>.
/// </summary>
public sealed class HostileFilesTests(ITestOutputHelper output)
{
    // No measure of speed, which depends on the machine: what takes the square of the time takes hours.
    private static readonly TimeSpan Hangs = TimeSpan.FromMinutes(3);

    private const int MaxBytes = 5 * 1024 * 1024, MaxAllocated = 500; // MiB: unlike time, the same on any machine

    // What readers have a meaning for, or numbers, encodings and programs behind them.
    private static readonly byte[][] Tokens =
    [
        .. ((string[])
        [
            "\0", "\r", "\n", "\n\n", "\t", "{", "}", "{}", "{=", "~", "=", "#", "####", "->", "=>", "::", "//", "// [points:99999999999]", "$CATEGORY:",
            "[html]", "<img src=x>", "<!--", "-->", "<script>", "&#xD800;", "&#0;",
            "&nbsp;", "\\", "\\\\", "\\n", "%-100%", "%1e9%", "..", "*", "1e400", "-0",
            "0.00000000000000000000000000001", "99999999999999999999999999999", "NaN", "ANSWER: Z", "A) ", "\"", "\"\"", ",", ";", "|", "'=cmd|' /C calc'!A0",
            "\"points\":1,\"points\":2", "\\ud800", "null", "[[[[[[[[[[[[[[[[[[[[", "true", "\"type\":7,", "bXVsdGlwbGU=", "%F0%9F", "\uFDD0", "\u202E", "😀",
        ]).Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], new byte[5000],
    ];

    private static readonly Dictionary<string, byte[]> More = new()
    {
        ["kahoot"] = Zips.Kahoot(["Capital?", "Rome", "Paris", "Bonn", 7, 30, "1,2"], ["Half?", (0.5, 1), (1.0, 2), true, "é", 20, 3]),
        ["opentdb"] = Encoding.UTF8.GetBytes("""
            {"response_code":0,"results":[{"type":"multiple","difficulty":"easy","category":"A","question":"1 &lt; 2?","correct_answer":"a",
            "incorrect_answers":["b","c"]},{"type":"boolean","question":"b?","correct_answer":"True","incorrect_answers":["False"]}]}
            """),
    };

    public static TheoryData<string> Formats => [.. Format.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Files_changed_at_random_are_read_or_refused_in_a_sentence(string name)
    {
        var (format, seed, count) = (Format.Of(name), Setting("HOSTILE_SEED", 20261129), Setting("HOSTILE_FILES", 3_000) / Format.All.Count);
        var (files, random) = (Good(format, seed), new Random(seed));
        var (read, refused) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var (file, other) = (files[random.Next(files.Count)], files[random.Next(files.Count)]);
            var bytes = IsZip(file) && random.Next(4) > 0 ? ChangeInside(file, other, random) : Change(file, other, random);
            var time = Stopwatch.StartNew();
            try
            {
                var charset = random.Next(10) == 0 ? "windows-1252" : null;
                var import = Import.Of(format, new ImportFile(bytes, charset), null, shuffle: random.Next(2) == 0, default);
                Assert.All(import.Said(), said => Assert.InRange(said.Length, 5, 500));
                read++;
            }
            catch (Exception e) when (e is UnreadableFileException or UnknownColumnException)
            {
                Assert.InRange(e.Message.Length, 20, 500);
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, file {i}: {e}\n{Encoding.Latin1.GetString(bytes)}");
            }

            Assert.True(time.Elapsed < Hangs, $"seed {seed}, file {i} took {time.Elapsed}\n{Encoding.Latin1.GetString(bytes)}");
        }

        output.WriteLine($"seed {seed}: {read} read, {refused} refused");
        Assert.True(read > 0 && refused >= 0);
    }

    [Theory]
    [InlineData("gift", "x", "")]
    [InlineData("gift", "a{\n\n", "")]
    [InlineData("gift", "a{}\n\n", "")]
    [InlineData("gift", "a{T}\n\n", "")]
    [InlineData("gift", "<a ", "[html]")]
    [InlineData("gift", "<!--", "[html]x{T####")]
    [InlineData("gift", "<script>", "[html]x{T####")]
    [InlineData("gift", "=a->b ", "x{")]
    [InlineData("gift", "~a#b ", "x{=c")]
    [InlineData("gift", "=a ", "x{")]
    [InlineData("gift", "=1:1#x", "x{#")]
    [InlineData("gift", "*", "x{=")]
    [InlineData("gift", "\\", "")]
    [InlineData("gift", "::", "")]
    [InlineData("gift", "{", "")]
    [InlineData("gift", "$CATEGORY:\n", "")]
    [InlineData("aiken", "a\n\n", "")]
    [InlineData("aiken", "ANSWER:\n", "")]
    [InlineData("aiken", "A.\n", "")]
    [InlineData("aiken", "x", "")]
    [InlineData("csv", "a\n", "question\n")]
    [InlineData("csv", "\"", "question\n")]
    [InlineData("csv", ",", "question\n")]
    [InlineData("csv", ",", "")]
    [InlineData("csv", "\n", "")]
    [InlineData("csv", "x", "question\n\"")]
    [InlineData("csv", "a|", "type,question,correct\ntext,x,")]
    [InlineData("csv", "1|", "type,question,option1,option2,correct\nmultiple,x,a,b,")]
    [InlineData("json", "[", "")]
    [InlineData("json", "{},", "{\"format\":\"quizplatform/1\",\"quiz\":{\"questions\":[")]
    [InlineData("json", "1,", "{\"format\":\"quizplatform/1\",\"quiz\":{\"questions\":[")]
    [InlineData("json", "{\"points\":\"x\"},", "{\"format\":\"quizplatform/1\",\"quiz\":{\"questions\":[")]
    [InlineData("opentdb", "{},", "{\"response_code\":0,\"results\":[")]
    [InlineData("opentdb", "\"%20+\",", "{\"results\":[")]
    public void Five_mebibytes_of_anything_are_read_soon_and_with_little_memory(string format, string part, string before)
    {
        var end = format is "json" or "opentdb" ? before.Contains("quiz", StringComparison.Ordinal) ? "7]}}" : "7]}" : "";
        var file = Encoding.UTF8.GetBytes(before + string.Concat(Enumerable.Repeat(part, (MaxBytes - before.Length - end.Length) / part.Length)) + end);

        ReadSoon(format, file);
    }

    private void ReadSoon(string format, byte[] file)
    {
        var time = Stopwatch.StartNew();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var told = "";
        try
        {
            var import = Import.Of(Format.Of(format), new ImportFile(file), null, shuffle: false, default);
            Assert.InRange(import.Said().Count(), 0, 1_000);
            Assert.InRange(import.Report.Items.Count, 0, 1_200);
            told = import.Report.Counts.ToString();
        }
        catch (Exception e) when (e is UnreadableFileException or UnknownColumnException)
        {
            told = e.Message;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        output.WriteLine($"{time.ElapsedMilliseconds} ms, {allocated >> 20} MiB allocated: {told}");
        Assert.InRange(allocated >> 20, 0, MaxAllocated);
        Assert.True(time.Elapsed < Hangs, $"{time.Elapsed}");
    }

    // Numbered, or a zip of them would be refused for its ratio.
    [Theory]
    [InlineData("Item", "<itemBody><choiceInteraction/>", "<p id='{0}'>a</p>", "</itemBody>")]
    [InlineData("Item", "<itemBody><choiceInteraction/>", "<b{0}/>", "</itemBody>")]
    [InlineData("Item", "<itemBody><choiceInteraction/>", "{0} ", "</itemBody>")]
    [InlineData("Item", "<itemBody><choiceInteraction/>", "<feedbackInline>{0}</feedbackInline>", "</itemBody>")]
    [InlineData("Item", "<itemBody>", "<textEntryInteraction responseIdentifier='{0}'/>", "</itemBody>")]
    [InlineData("Item", "<itemBody><choiceInteraction>", "<simpleChoice identifier='{0}'>{0}<feedbackInline>{0}</feedbackInline></simpleChoice>",
        "</choiceInteraction></itemBody>")]
    [InlineData("Item", "<itemBody><choiceInteraction/><x ", "a{0}='1' ", "/></itemBody>")]
    [InlineData("Item", "<itemBody><choiceInteraction/></itemBody>", "<modalFeedback>{0}</modalFeedback>", "")]
    [InlineData("Item", "<itemBody><textEntryInteraction responseIdentifier='R'/></itemBody><responseDeclaration identifier='R'><mapping>",
        "<mapEntry mapKey='{0}' mappedValue='1'/>", "</mapping></responseDeclaration>")]
    [InlineData("Item", "<itemBody><matchInteraction responseIdentifier='R'/></itemBody><responseDeclaration identifier='R'><correctResponse>",
        "<value>{0} {0}</value>", "</correctResponse></responseDeclaration>")]
    [InlineData("Item", "<itemBody><textEntryInteraction responseIdentifier='R'/></itemBody>"
        + "<responseDeclaration identifier='R' baseType='float'><correctResponse><value>1</value></correctResponse></responseDeclaration>"
        + "<responseProcessing><responseIf><or>", "<equal><variable identifier='R'/><baseValue>{0}</baseValue></equal>",
        "</or><setOutcomeValue identifier='SCORE'><baseValue>1</baseValue></setOutcomeValue></responseIf></responseProcessing>")]
    [InlineData("Test", "", "<assessmentItemRef href='{0}.xml'/>", "")]
    [InlineData("Test", "", "<assessmentItemRef href='../{0}/../x.xml'/>", "")]
    [InlineData("Test", "", "<assessmentSectionRef href='0.xml' id='{0}'/>", "")]
    public void A_zip_full_of_anything_is_read_soon(string root, string before, string part, string after)
    {
        const int Length = 1_900_000;
        var xml = new StringBuilder($"<assessment{root}>{before}");
        for (var i = 0; xml.Length < Length; i++)
            xml.Append(part.Replace("{0}", $"{unchecked((uint)i * 2654435761)}", StringComparison.Ordinal));
        xml.Append(CultureInfo.InvariantCulture, $"{after}</assessment{root}>");
        var files = Enumerable.Range(0, Math.Min(25, MaxBytes / Zips.Of(("0", $"{xml}")).Length)).ToList();
        var resources = files.ConvertAll(i => $"<resource type='imsqti_{root}_xmlv2p1' href='{i}.xml'/>");

        ReadSoon("qti", Zips.Of([
            ("imsmanifest.xml", $"<manifest>{string.Concat(resources)}</manifest>"), .. files.Select(i => ($"{i}.xml", $"{xml}"))]));
    }

    [Theory]
    [InlineData("<row r='{0}'><c r='B{0}'><v>{0}</v></c></row>")]
    [InlineData("<c r='B{0}' t='s'><v>{0}</v></c>")]
    public void A_sheet_full_of_anything_is_read_soon(string part)
    {
        var rows = new StringBuilder("<row r='1'><c r='B1' t='inlineStr'><is><t>Question</t></is></c></row>");
        for (var i = 2; rows.Length < 20_000_000 && i < 1_000_000; i++)
            rows.Append(part.Replace("{0}", $"{i}", StringComparison.Ordinal));

        ReadSoon("kahoot", Zips.Sheet(rows.ToString()));
    }

    // Small in the zip: each would be read in itself.
    [Theory]
    [InlineData("", "<p/>", 25_000, 11, "more than 150000 elements, attributes and texts")]
    [InlineData("", "<p a='' b=''/>", 10_000, 9, "more than 150000 elements, attributes and texts")]
    [InlineData("", "<!---->a", 25_000, 6, "more than 150000 elements, attributes and texts")]
    [InlineData("<p ", "a{0}='' ", 1_001, 1, "an element of its XML has more than 1000 attributes")]
    public void A_zip_has_no_more_XML_than_can_be_read_soon(string before, string part, int parts, int items, string said)
    {
        var all = string.Concat(Enumerable.Range(0, parts).Select(i => part.Replace("{0}", $"{i}", StringComparison.Ordinal)));
        var xml = $"<assessmentItem>{before}{all}{(before.Length > 0 ? "/>" : "")}</assessmentItem><!--{Noise(all.Length / 40)}-->";
        var resources = Enumerable.Range(0, items).Select(i => $"<resource type='imsqti_item_xmlv2p1' href='{i}.xml'/>");

        var zip = Zips.Of([
            ("imsmanifest.xml", $"<manifest>{string.Concat(resources)}</manifest>"), .. Enumerable.Range(0, items).Select(i => ($"{i}.xml", xml))]);

        Assert.Contains(said, Assert.Throws<UnreadableFileException>(() => Files.Read("qti", zip)).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_largest_quiz_has_far_less_XML_than_that()
    {
        var lines = string.Join('\n', Enumerable.Repeat(new string('x', 95), 20));
        var options = Enumerable.Range(0, 20).Select(i => $"{i} {new string('x', 400)}").ToList();
        var questions = Enumerable.Range(0, 200).Select(i => new QuestionRequest(Question: lines, Options: [.. options]) { CorrectAnswer = A.Json(i % 20) });
        var quiz = A.Draft(new QuizRequest("Large", Questions: [.. questions]));

        var import = Files.Read("qti", Format.Of("qti").Write!(new ExportedQuiz(quiz, quiz.Questions)));

        Assert.Equal(200, import.Report.Counts.Ok);
    }

    [Fact]
    public void Text_between_comments_is_put_together_at_once()
    {
        var pieces = string.Concat(Enumerable.Repeat("<!---->a", 100_000));

        ReadSoon("qti", Zips.Of(
            ("imsmanifest.xml", "<manifest><resource type='imsqti_item_xmlv2p1' href='0.xml'/></manifest>"),
            ("0.xml", $"<assessmentItem><itemBody><choiceInteraction/>{pieces}</itemBody><!--{Noise(20_000)}--></assessmentItem>")));
    }

    [Theory]
    [InlineData("<r><t>{0}</t></r>", 40_000, "a cell in it has more than 32767 characters")]
    [InlineData("<r><t>{0}</t></r><si/>", 40_000, "a cell in it has more than 32767 characters")]
    [InlineData("<r/>", 260_000, "more than 150000 elements, attributes and texts")]
    public void A_cell_has_no_more_than_can_be_read_soon(string part, int parts, string said)
    {
        var all = string.Concat(Enumerable.Range(0, parts).Select(i => part.Replace("{0}", $"{i}", StringComparison.Ordinal)));

        var sheet = Zips.Sheet($"<row r='1'><c r='B1' t='inlineStr'><is>{all}</is><!--{Noise(all.Length / 40)}--></c></row>");

        Assert.Contains(said, Assert.Throws<UnreadableFileException>(() => Files.Read("kahoot", sheet)).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Of_questions_without_end_ten_thousand_are_looked_at()
    {
        var import = Import.Of(new Format("x", "", "", _ => new() { Items = Endless(() => { }) }), new ImportFile(default), null, shuffle: false, default);

        Assert.Equal((0, 10_000), (import.Report.Counts.Taken, import.Report.Counts.Errors));
        Assert.Equal(["Only the first 10000 questions of the file are looked at."], import.Report.Messages.Select(message => message.Sentence));
    }

    [Fact]
    public void Where_nobody_waits_any_more_nothing_more_is_read()
    {
        using var gone = new CancellationTokenSource();
        var read = 0;
        var format = new Format("x", "", "", _ => new()
        {
            Items = Endless(() =>
            {
                if (++read == 3)
                    gone.Cancel();
            }),
        });

        Assert.Throws<OperationCanceledException>(() => Import.Of(format, new ImportFile(default), null, shuffle: false, gone.Token));
        Assert.Equal(3, read);
    }

    private static IEnumerable<FoundItem> Endless(Action read)
    {
        while (true)
        {
            read();
            yield return new(null);
        }
    }

    private static string Noise(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return Convert.ToHexString(bytes);
    }

    // What compares each with each, or puts marks in order, takes hours.
    [Theory]
    [InlineData("x{", "=a->{0} ")]
    [InlineData("x{=", "={0}")]
    [InlineData("x{=b", "~{0}")]
    [InlineData("a", "\u0301\u0316")]
    [InlineData("x{=a", "\u0316\u0301")]
    [InlineData("x{=a", "\u302E\u0301")]
    public void Nothing_takes_the_square_of_the_time(string before, string part)
    {
        var all = new StringBuilder(before);
        for (var i = 0; all.Length < MaxBytes / 3; i++)
            all.Append(part.Replace("{0}", $"{100_000 + i}", StringComparison.Ordinal));
        var time = Stopwatch.StartNew();

        var import = Files.Read("gift", Encoding.UTF8.GetBytes($"{all}}}"));

        Assert.Equal(1, import.Report.Counts.Errors);
        Assert.True(time.Elapsed < Hangs, $"{time.Elapsed}");
    }

    // Random quizzes in the format, and what it has for those it does not write.
    private static List<byte[]> Good(Format format, int seed)
    {
        var quizzes = new RandomQuizzes(seed);
        return format.Write is not { } write ? [More[format.Name]]
            : [.. Enumerable.Range(0, 30).Select(_ => quizzes.Next()).Select(quiz => write(new ExportedQuiz(quiz, quiz.Questions)))];
    }

    private static bool IsZip(byte[] file) => file.AsSpan().StartsWith("PK"u8);

    // Zipped again, so that not each is refused for its checksum.
    private static byte[] ChangeInside(byte[] zip, byte[] other, Random random)
    {
        var (files, others) = (Zips.Files(zip), Zips.Files(other));
        var at = random.Next(files.Count);
        files[at] = random.Next(8) switch
        {
            0 => (files[at].Path + "x", files[at].Bytes),
            1 => (files[at].Path, others[random.Next(others.Count)].Bytes),
            _ => (files[at].Path, Change(files[at].Bytes, others[random.Next(others.Count)].Bytes, random)),
        };
        return Zips.Of(files);
    }

    private static byte[] Change(byte[] file, byte[] other, Random random)
    {
        var bytes = file.ToList();
        for (var changes = random.Next(1, 8); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 60), bytes.Count - at);
            switch (random.Next(8))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 4 or 5: bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)]); break;
                case 6: bytes.InsertRange(at, other.Skip(random.Next(other.Length)).Take(length)); break;
                default:
                    if (random.Next(4) == 0)
                        bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : otherwise;
}
