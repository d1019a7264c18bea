using System.Text;
using System.Xml.Linq;

namespace QuizPlatform.Quizzes.Tests.Exchange;

public sealed class QtiTests
{
    private const string Pictures = "Pictures, sounds and the like in it are left out.";
    private const string Rules = "Its own rules of scoring are not read: right is what it declares to be.";
    private const string Said = "What is said to single answers is in the explanation.";
    private const string Shared = "A text that it shares with others is left out.";
    private const string InLine = "What is raised or lowered stands in the line.";
    private const string Feedback = "<modalFeedback outcomeIdentifier='F' identifier='x'><p>So<br/>it is.</p></modalFeedback>";
    private const string Always = "<setOutcomeValue identifier='F'><baseValue baseType='identifier'>x</baseValue></setOutcomeValue>";
    private const string Mapped = "<responseProcessing template='http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response'/>";

    private const string Cities = "<simpleChoice identifier='A'>Rome</simpleChoice><simpleChoice identifier='B'><p>Paris</p></simpleChoice>";
    private const string Choice = "<choiceInteraction responseIdentifier='R' maxChoices='1'><prompt>Capital?</prompt>" + Cities + "</choiceInteraction>";
    private const string Entry = "<textEntryInteraction responseIdentifier='R'/>";
    private const string Capital = "<p>Capital?</p><p>" + Entry + "</p>";

    private static readonly string Long = string.Concat(Enumerable.Repeat("Rome, ", 40)) + "Rome";
    private static readonly string Match = Sets("<p>Where?</p>", ["Rome", "Bonn"], ["Germany", "Italy", "Peru"]);

    [Theory]
    [MemberData(nameof(Items))]
    public void Items_are_questions(string item, string question, string said)
    {
        var import = Files.Read("qti", Package(item));

        Assert.Equal(question, Files.Written(Assert.Single(import.Questions)));
        Assert.Equal(said, string.Join('|', import.Said().Select(sentence => sentence[2..])));
    }

    public static TheoryData<string, string, string> Items => new()
    {
        { Right("identifier", "B") + Body(Choice),
            """{"type":"single","question":"Capital?","options":["Rome","Paris"],"correctAnswer":1}""", "" },
        { Right("identifier", "B") + Body("<p>Look &amp;\n <b>choose</b>,<br/>1 &lt; 2.</p><p><img src='a' alt='A map'/></p><pre>a\n  b</pre>" + Choice),
            """{"type":"single","question":"Look & choose,\n1 < 2.\nA map\na\n  b\nCapital?","options":["Rome","Paris"],"correctAnswer":1}""", Pictures },
        { RightAll("identifier", "A", "B") + Body(Choice.Replace("'1'", "'0'", StringComparison.Ordinal)),
            """{"type":"multiple","question":"Capital?","options":["Rome","Paris"],"correctAnswer":[0,1]}""", "" },
        { Declared("identifier", false, "", Map("A", 0.5m) + Map("B", 1)) + Body(Choice) + Mapped,
            """{"type":"single","question":"Capital?","options":["Rome","Paris"],"correctAnswer":1}""", "Answers that are right in part are wrong here." },
        { Declared("identifier", true, "", Map("A", -1) + Map("B", 1)) + Body(Choice.Replace("'1'", "'0'", StringComparison.Ordinal)) + Mapped,
            """{"type":"multiple","question":"Capital?","options":["Rome","Paris"],"correctAnswer":[1]}""",
            "Wrong answers cost nothing here, whatever they cost there." },
        { Declared("identifier", true, "", Map("B", 1)).Replace("<mapping", "<mapping defaultValue='-1'", StringComparison.Ordinal)
            + Body(Choice.Replace("'1'", "'0'", StringComparison.Ordinal)) + Mapped,
            """{"type":"multiple","question":"Capital?","options":["Rome","Paris"],"correctAnswer":[1]}""",
            "Wrong answers cost nothing here, whatever they cost there." },
        { Declared("string", false, "", Map("Paris", 1, "false")).Replace("<mapping", "<mapping defaultValue='0.5'", StringComparison.Ordinal)
            + Body(Capital) + Mapped,
            """{"type":"text","question":"Capital?","correctAnswer":"Paris"}""", "Answers that it does not name earn nothing here, and something there." },
        { Declared("identifier", true, "", Map("A", 2) + Map("B", 2)).Replace("<mapping", "<mapping upperBound='2'", StringComparison.Ordinal)
            + Body(Choice.Replace("'1'", "'0'", StringComparison.Ordinal)) + Mapped,
            """{"type":"multiple","question":"Capital?","options":["Rome","Paris"],"correctAnswer":[0,1],"points":4,"partialCredit":"proportional"}""",
            "What it gives at least or at most, whatever is chosen, is left out." },
        { Declared("identifier", true, "", Map("A", 2) + Map("B", 2))
            .Replace("<mapping", "<mapping lowerBound='0' upperBound='4' defaultValue='0'", StringComparison.Ordinal)
            + Body(Choice.Replace("'1'", "'0'", StringComparison.Ordinal)) + Mapped,
            """{"type":"multiple","question":"Capital?","options":["Rome","Paris"],"correctAnswer":[0,1],"points":4,"partialCredit":"proportional"}""", "" },
        { Declared("identifier", true, "", Map("A", 2) + Map("B", 2)) + Body(Choice.Replace("'1'", "'0'", StringComparison.Ordinal)) + Mapped,
            """{"type":"multiple","question":"Capital?","options":["Rome","Paris"],"correctAnswer":[0,1],"points":4,"partialCredit":"proportional"}""", "" },
        { Declared("identifier", true, "", Map("A", 0.25m) + Map("B", 1)) + Body(Choice.Replace("'1'", "'0'", StringComparison.Ordinal)) + Mapped,
            """{"type":"multiple","question":"Capital?","options":["Rome","Paris"],"correctAnswer":[0,1],"partialCredit":"proportional"}""",
            "The right answers count equally here, whatever they earn there.|Its points, 1.25, are no whole number from 1 to 100: here it has 1." },
        { Declared("directedPair", true, "", Map("a1 b2", 1) + Map("a2 b1", 1)) + Body(Match) + Mapped + Points("6"),
            """{"type":"matching","question":"Where?","options":["Germany","Italy","Peru"],"correctAnswer":[1,0],"points":6,"prompts":["Rome","Bonn"],"""
            + """ "partialCredit":"proportional"}""".Replace(" ", "", StringComparison.Ordinal), "" },
        { Right("identifier", "B") + "<assessmentStimulusRef href='s.xml'/>" + Body(Choice),
            """{"type":"single","question":"Capital?","options":["Rome","Paris"],"correctAnswer":1}""", Shared },
        { Right("identifier", "B") + Body("<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='s.xml'/>" + Choice),
            """{"type":"single","question":"Capital?","options":["Rome","Paris"],"correctAnswer":1}""", Shared },
        { Right("identifier", "B") + Body("<p>10<sup>3</sup>, x<sub> 2 </sub></p>" + Choice),
            """{"type":"single","question":"10³, x₂\nCapital?","options":["Rome","Paris"],"correctAnswer":1}""", "" },
        { Right("identifier", "B") + Body("<p>1<sup>st</sup></p>" + Choice),
            """{"type":"single","question":"1st\nCapital?","options":["Rome","Paris"],"correctAnswer":1}""", InLine },
        { Right("identifier", "B") + Body("<p>10<sup><b>3</b></sup></p>" + Choice),
            """{"type":"single","question":"103\nCapital?","options":["Rome","Paris"],"correctAnswer":1}""", InLine },
        { Right("identifier", "false") + Body("<choiceInteraction responseIdentifier='R' maxChoices='1'><prompt>So?</prompt>"
            + "<simpleChoice identifier='true'>True </simpleChoice><simpleChoice identifier='false'>false</simpleChoice></choiceInteraction>"),
            """{"type":"trueFalse","question":"So?","correctAnswer":false}""", "" },
        { RightAll("identifier", "B", "A") + Body($"<orderInteraction responseIdentifier='R'><prompt>Order.</prompt>{Cities}</orderInteraction>"),
            """{"type":"ordering","question":"Order.","options":["Rome","Paris"],"correctAnswer":[1,0]}""", "" },
        { RightAll("directedPair", "a2 b1", "a1 b2") + Body(Match),
            """{"type":"matching","question":"Where?","options":["Germany","Italy","Peru"],"correctAnswer":[1,0],"prompts":["Rome","Bonn"]}""", "" },
        { RightAll("directedPair", "a1 b2", "a2 b1", "a2 b3") + Body(Match), // which each of the others has one of
            """{"type":"matching","question":"Where?","options":["Rome","Bonn"],"correctAnswer":[1,0,1],"prompts":["Germany","Italy","Peru"]}""", "" },
        { Right("identifier", "B") + Body("<p>Paris is <inlineChoiceInteraction responseIdentifier='R'><inlineChoice identifier='0'/>"
            + "<inlineChoice identifier='A'>small</inlineChoice><inlineChoice identifier='B'>large</inlineChoice></inlineChoiceInteraction>.</p>"),
            """{"type":"gaps","question":"Paris is [[1]].","gaps":[{"kind":"choice","options":["small","large"],"correctAnswer":1}]}""", "" },
        { Declared("string", false, "York", Map("York", 1) + Map("york", 0.5m)) + Body($"<p>This sun of {Entry};<br/>and all.</p>") + Mapped,
            """{"type":"gaps","question":"This sun of [[1]];\nand all.","gaps":[{"kind":"text","correctAnswer":"York","alsoAccepted":"""
            + """[{"text":"york","credit":0.5}],"caseSensitive":true}]}""", "" },
        { Declared("string", false, "Paris", Map("Lutetia", 2, "false") + Map("Paris", 2, "false") + Map("Rome", 0, "false")) + Body(Capital) + Mapped,
            """{"type":"text","question":"Capital?","correctAnswer":"Paris","alsoAccepted":[{"text":"Lutetia"}]}""", "" },
        { Declared("string", false, "Paris", Map("Rome", 1)) + Body(Capital) + Mapped.Replace("map_response", "match_correct", StringComparison.Ordinal),
            """{"type":"text","question":"Capital?","correctAnswer":"Paris","caseSensitive":true}""", "" },
        { Right("string", "Paris") + Body(Capital)
            + Scored("<stringMatch caseSensitive='false'><variable identifier='R'/><correct identifier='R'/></stringMatch>"),
            """{"type":"text","question":"Capital?","correctAnswer":"Paris"}""", "" },
        { Right("string", "Paris") + Body(Capital) + Scored("<match><variable identifier='R'/><baseValue baseType='string'>Lutetia</baseValue></match>"),
            """{"type":"text","question":"Capital?","correctAnswer":"Paris","caseSensitive":true}""", Rules },
        { Right("string", "Paris") + Body(Capital) + Scored("<patternMatch pattern='P.*'><variable identifier='R'/></patternMatch>"),
            """{"type":"text","question":"Capital?","correctAnswer":"Paris","caseSensitive":true}""", Rules },
        { Right("float", "4.136") + Body($"<div>Millions? {Entry} (2011)</div>") + Near("toleranceMode='relative' tolerance='5.0'"),
            """{"type":"numeric","question":"Millions? _____ (2011)","correctAnswer":4.136,"tolerance":0.05,"toleranceType":"relative"}""", "" },
        { Right("integer", "10") + Body(Capital) + Near("toleranceMode='absolute' tolerance='3 2' includeLowerBound='false'"),
            """{"type":"numeric","question":"Capital?","correctAnswer":10,"alsoAccepted":[{"value":9.5,"tolerance":2.5}]}""",
            "The ends of what is accepted are right here, and wrong there." },
        { Right("float", "5") + Body(Capital) + Processed($"<responseIf>{Equal("<correct identifier='R'/>")}{Score(Number("2"))}</responseIf>" // of 4
            + $"<responseElseIf>{Equal(Number("-5"))}<setOutcomeValue identifier='HINT'>{Number("1")}</setOutcomeValue></responseElseIf>"
            + $"<responseElseIf>{Equal(Number("6"))}{Score(Number("0"))}</responseElseIf>"
            + $"<responseElseIf><not>{Equal(Number("7"))}</not>{Score(Number("1"))}</responseElseIf>"
            + $"<responseElseIf>{Equal(Number("8"))}{Score($"<product>{Number("1")}<variable identifier='MAXSCORE'/></product>")}</responseElseIf>"
            + $"<responseElseIf>{Equal(Number("8"))}{Score($"<sum><variable identifier='SCORE'/>{Number("1")}</sum>")}</responseElseIf>") + Points("4"),
            """{"type":"numeric","question":"Capital?","correctAnswer":8,"points":4,"alsoAccepted":[{"value":5,"credit":0.5}]}""", "" },
        { Right("float", "5") + Body(Capital) + Processed($"<responseIf>{Equal("<correct identifier='R'/>", "toleranceMode='absolute' tolerance='1'")}"
            + $"<setOutcomeValue identifier='FEEDBACK'>{Number("1")}</setOutcomeValue></responseIf>"),
            """{"type":"numeric","question":"Capital?","correctAnswer":5}""", Rules },
        { Right("float", "5") + Body(Capital) + Scored($"<gte><variable identifier='R'/>{Number("5")}</gte>"),
            """{"type":"numeric","question":"Capital?","correctAnswer":5}""", Rules },
        { Right("string", "Paris") + Body(Capital) + Scored("<stringMatch substring='true'><variable identifier='R'/><correct identifier='R'/></stringMatch>"),
            """{"type":"text","question":"Capital?","correctAnswer":"Paris","caseSensitive":true}""", Rules },
        { Declared("integer", false, "", Map(".5", 1) + Map("7.", 0.25m)) + Body(Capital) + Mapped,
            """{"type":"numeric","question":"Capital?","correctAnswer":0.5,"alsoAccepted":[{"value":7,"credit":0.25}]}""", "" },
        { Right("identifier", "B") + Points("3") + Body(Choice) + Feedback + $"<responseProcessing>{Always}</responseProcessing>",
            """{"type":"single","question":"Capital?","options":["Rome","Paris"],"correctAnswer":1,"explanation":"So\nit is.","points":3}""", "" },
        { Right("identifier", "B") + Body(Choice) + Feedback + Processed($"<responseElse>{Always}</responseElse>"),
            """{"type":"single","question":"Capital?","options":["Rome","Paris"],"correctAnswer":1,"explanation":"So\nit is."}""", Said },
        { Right("identifier", "B") + Points("2.5") + Body(Choice.Replace("Rome", "Rome<feedbackInline>No!</feedbackInline>", StringComparison.Ordinal)),
            """{"type":"single","question":"Capital?","options":["Rome","Paris"],"correctAnswer":1,"explanation":"Rome: No!"}""",
            $"{Said}|Its points, 2.5, are no whole number from 1 to 100: here it has 1." },
        { Right("identifier", "B") + Body(Choice.Replace("Rome", Long + "<feedbackInline>a</feedbackInline><feedbackInline>b</feedbackInline>",
                StringComparison.Ordinal)),
            $$"""{"type":"single","question":"Capital?","options":["{{Long}}","Paris"],"correctAnswer":1,"explanation":"""
            + $"\"{Long[..200]}: a\\n{Long[..200]}: b\"}}", Said },
        { Right("identifier", "B")
            + Body("<rubricBlock view='scorer'><p>Easy.</p></rubricBlock><rubricBlock view='candidate'>One.</rubricBlock>" + Choice),
            """{"type":"single","question":"One.\nCapital?","options":["Rome","Paris"],"correctAnswer":1}""",
            "What is said to others than players is left out." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_taken_is_told(string item, string said)
    {
        var import = Files.Read("qti", Package(item));

        Assert.Equal("error", import.Statuses());
        Assert.Equal(said, string.Join('|', import.Said().Select(sentence => sentence[2..])));
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { Body("<p>Why?</p><extendedTextInteraction responseIdentifier='R'/>"), "Essays cannot be taken yet." },
        { Body("<p>Where?</p><hotspotInteraction responseIdentifier='R'/>"), "Questions with hotspotInteraction cannot be taken." },
        { Body(Choice + Choice), "It asks several things; only gaps in one text can be taken together." },
        { Body("<p>Read this.</p>"), "It asks nothing." },
        { "", "It asks nothing." },
        { Body("<p>" + string.Concat(Enumerable.Repeat(Entry, 21)) + "</p>"), "It asks more than 20 things." },
        { Body(Choice), "It needs a right answer, of the kind that its type has." },
        { Right("identifier", "C") + Body(Choice), "What is right is none of its options." },
        { Right("identifier", "B") + Body("<choiceInteraction responseIdentifier='R'><prompt>Which?</prompt><simpleChoice identifier='A'><img alt='Rome'/>"
            + "</simpleChoice><simpleChoice identifier='B'>Paris</simpleChoice></choiceInteraction>"), $"An option in it is only a picture.|{Pictures}" },
        { RightAll("directedPair", "a1 b1", "a1 b2", "a2 b1") + Body(Match), "Each prompt must have one right option." },
        { RightAll("directedPair", "a1 b1") + Body(Match), "Each prompt must have one right option." },
        { RightAll("identifier", "A") + Body($"<orderInteraction responseIdentifier='R'><prompt>Order.</prompt>{Cities}</orderInteraction>"),
            "What is right must have all its options in their order." },
        { Right("float", ".") + Body(Capital), "What is right must be a number that can be kept exactly, with a tolerance." },
        { Right("float", "-.") + Body(Capital), "What is right must be a number that can be kept exactly, with a tolerance." },
        { Right("float", "1e400") + Body(Capital), "What is right must be a number that can be kept exactly, with a tolerance." },
        { Right("float", "1") + Body(Capital) + Near("toleranceMode='absolute' tolerance='T'"),
            "What is right must be a number that can be kept exactly, with a tolerance." },
        { Right("string") + Body(Capital), "Nothing says what is right in it." },
        { Declared("string", false, "", Map("Paris", 0)) + Body(Capital) + Mapped, "Nothing says what is right in it." },
        { "<templateDeclaration identifier='X'/>" + Right("identifier", "B") + Body(Choice), "Items whose content is computed cannot be taken." },
    };

    [Fact]
    public void Items_stand_in_the_order_of_the_test()
    {
        var import = Files.Read("qti", Zips.Of(
            ("p/imsmanifest.xml", Manifest(("imsqti_item_xmlv2p1", "b%20c.xml"), ("imsqti_item_xmlv2p2", "a.xml"), ("imsqti_item_xmlv2p1", "none.xml"),
                ("imsqti_test_xmlv2p1", "t/test.xml"), ("webcontent", "x.html"))),
            ("p/t/test.xml",
                "<assessmentTest title='My test'><x><assessmentItemRef href='../a.xml'/><assessmentSectionRef href='s.xml'/></x></assessmentTest>"),
            ("p/t/s.xml", "<assessmentSection><ordering shuffle='true'/><assessmentItemRef href='../B%20C.xml'/><assessmentItemRef href='../a.xml#x'/>"
                + "<assessmentSectionRef href='s.xml'/></assessmentSection>"),
            ("p/a.xml", Item(Right("identifier", "B") + Body(Choice.Replace("Capital", "A", StringComparison.Ordinal)))),
            ("p/b c.xml", Item(Right("identifier", "B") + Body(Choice.Replace("Capital", "B", StringComparison.Ordinal))))));

        Assert.Equal(("My test", "A?,B?"), (import.Quiz.Title, string.Join(',', import.Questions.Select(question => question.Question))));
        Assert.Equal(
            [
                ": Rules of its test are left out: which questions are asked, in which order, how long, and what each weighs.",
                ": Questions that are in no test of the package are left out: 1.",
            ],
            import.Said());
    }

    [Fact]
    public void What_a_test_says_of_several_questions_is_told_once()
    {
        var title = new string('t', 201);
        var import = Files.Read("qti", Zips.Of(
            ("imsmanifest.xml", Manifest(("imsqti_test_xmlv2p1", "test.xml"), ("imsqti_item_xmlv2p1", "a.xml"))),
            ("test.xml", $"<assessmentTest title='{title}'><testPart><rubricBlock/><assessmentSection><rubricBlock/><assessmentItemRef href='a.xml'/>"
                + "<assessmentSectionRef href='s.xml'/></assessmentSection></testPart></assessmentTest>"),
            ("s.xml", "<assessmentSection><rubricBlock/></assessmentSection>"),
            ("a.xml", Item(Right("identifier", "B") + Body(Choice)))));

        Assert.Equal((title[..200], "ok"), (import.Quiz.Title, import.Statuses()));
        Assert.Equal([": The title is cut after 200 characters.", ": Texts of its test that are for several questions are left out."], import.Said());
    }

    [Fact]
    public void Sections_are_not_in_each_other_without_end()
    {
        Assert.Equal("ok", Read(sections: 15).Statuses());
        Refused("more than 16 deep", Nested(sections: 16));

        Import Read(int sections) => Files.Read("qti", Nested(sections));

        byte[] Nested(int sections) => Zips.Of([
            ("imsmanifest.xml", Manifest(("imsqti_test_xmlv2p1", "0.xml"))), ("a.xml", Item(Right("identifier", "B") + Body(Choice))),
            ("0.xml", "<assessmentTest><assessmentSectionRef href='1.xml'/></assessmentTest>"),
            .. Enumerable.Range(1, sections).Select(i => ($"{i}.xml", i == sections
                ? "<assessmentSection><assessmentItemRef href='a.xml'/></assessmentSection>"
                : $"<assessmentSection><assessmentSectionRef href='{i + 1}.xml'/></assessmentSection>"))]);
    }

    [Fact]
    public void Ten_thousand_references_are_followed()
    {
        var import = Files.Read("qti", Zips.Of(
            ("imsmanifest.xml", Manifest(("imsqti_test_xmlv2p1", "test.xml"))),
            ("test.xml", "<assessmentTest>" + string.Concat(Enumerable.Range(0, 10_001).Select(i => $"<assessmentItemRef href='{i * 7919 % 10_007}.xml'/>"))
                + "</assessmentTest>")));

        Assert.Equal(10_000, import.Report.Counts.Errors);
        Assert.Equal("Only the first 10000 references to questions are followed.", Assert.Single(import.Report.Messages).Sentence);
    }

    [Theory]
    [InlineData("<resources xml:base='p/'><resource type='imsqti_item_xmlv2p1' xml:base='q/' href='a.xml'/></resources>")]
    [InlineData("<resources><resource type='imsqti_item_xmlv2p1'><file href='p/q/a.xml'/><file href='x.png'/></resource></resources>")]
    [InlineData(@"<resources><resource type='imsqti_item_xmlv2p1' href='p\q\a.xml'/></resources>")]
    public void A_resource_is_found_by_what_stands_before_it_or_in_it(string resources)
    {
        var import = Files.Read("qti", Zips.Of(
            ("imsmanifest.xml", $"<manifest>{resources}</manifest>"), (@"p\q\a.xml", Item(Right("identifier", "B") + Body(Choice)))));

        Assert.Equal("ok", import.Statuses());
    }

    [Fact]
    public void XML_may_be_in_windows_1252()
    {
        var item = "<?xml version='1.0' encoding='windows-1252'?>" + Item(Right("identifier", "B") + Body("<p>Où\u0080?</p>" + Choice));

        var import = Files.Read("qti", Zips.Of([
            ("imsmanifest.xml", Encoding.UTF8.GetBytes(Manifest(("imsqti_item_xmlv2p1", "a.xml")))), ("a.xml", Encoding.Latin1.GetBytes(item))]));

        Assert.StartsWith("Où€?", import.Questions.Single().Question, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_said_to_many_answers_is_kept_as_far_as_it_fits()
    {
        var text = string.Join(' ', Enumerable.Range(0, 100_000)); // of one option, before each of the thousand things that are said to it
        var option = text + string.Concat(Enumerable.Range(0, 1_000).Select(i => $"<feedbackInline>No, {i}.</feedbackInline>"));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var import = Files.Read("qti", Package(Right("identifier", "B")
            + Body(Choice.Replace("<p>Paris</p>", "Paris" + option, StringComparison.Ordinal))));

        Assert.Equal("error", import.Statuses()); // for an option that long, and so nothing else is looked at
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 << 20);
    }

    [Theory]
    [InlineData("no.xml")]
    [InlineData("../../etc/passwd")]
    [InlineData("%2e%2e/%2E%2E/a.xml")]
    [InlineData("/item.xml")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://example.org/item.xml")]
    public void What_is_not_in_the_zip_is_not_read(string href)
    {
        var import = Files.Read("qti", Zips.Of(("imsmanifest.xml", Manifest(("imsqti_item_xmlv2p1", href))), ("item.xml", Item(Body(Choice)))));

        Assert.Equal($": Its file '{href}' is not in the zip.", Assert.Single(import.Said()));
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><assessmentItem>&b;</assessmentItem>",
        "declares a document type, which is not read, in line 1")]
    [InlineData("<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'>]><assessmentItem>&c;</assessmentItem>",
        "declares a document type, which is not read, in line 2")]
    [InlineData("<assessmentItem>\n\n&nbsp;</assessmentItem>", "uses an entity that XML does not have, in line 3")]
    [InlineData("<assessmentItem>\n<p></assessmentItem>", "is no XML that can be read, in line 2")]
    [InlineData("", "is no XML that can be read")]
    [InlineData("<html/>", "is no question")]
    public void A_file_that_cannot_be_read_is_an_error_of_its_own(string xml, string fault)
    {
        var import = Files.Read("qti", Package(Right("identifier", "B") + Body(Choice), ("items/2.xml", xml)));

        Assert.Equal("ok error", import.Statuses());
        Assert.Equal($": Its file 'items/2.xml' {fault}.", Assert.Single(import.Said()));
    }

    [Theory]
    [InlineData(60, "ok")]
    [InlineData(70, "error")]
    [InlineData(10_000, "error")]
    public void XML_is_not_deep(int depth, string status)
    {
        var names = Enumerable.Range(0, depth).Select(i => $"b{i * 7919}").ToList();
        var deep = string.Concat(names.Select(name => $"<{name}>")) + "deep" + string.Concat(names.AsEnumerable().Reverse().Select(name => $"</{name}>"));

        Assert.Equal(status, Files.Read("qti", Package(Right("identifier", "B") + Body($"<p>{deep}</p>{Choice}"))).Statuses());
    }

    [Theory]
    [InlineData("imsqti_xmlv1p2", "<questestinterop/>", "It is QTI 1.2, as Canvas and Respondus write it")]
    [InlineData("imsqti_item_xmlv3p0", "<qti-assessment-item/>", "It is QTI 3.0, which gives all elements other names")]
    [InlineData("imsqti_item_xmlv2p1", "<questestinterop/>", "It is QTI 1.2, as Canvas and Respondus write it")]
    [InlineData("imsqti_item_xmlv2p1", "<qti-assessment-item/>", "It is QTI 3.0, which gives all elements other names")]
    [InlineData("imsqti_test_xmlv2p1", "<qti-assessment-test/>", "It is QTI 3.0, which gives all elements other names")]
    [InlineData("webcontent", "<html/>", "It has no questions in QTI 2.1 or 2.2.")]
    public void Other_versions_are_refused_by_name(string type, string xml, string said) =>
        Refused(said, Zips.Of(("imsmanifest.xml", Manifest((type, "a.xml"))), ("a.xml", xml)));

    [Fact]
    public void What_is_no_package_is_refused()
    {
        Refused("it has no imsmanifest.xml", Zips.Of(("item.xml", Item(Body(Choice)))));
        Refused("Its file 'imsmanifest.xml' is no XML that can be read, in line 1.", Zips.Of(("imsmanifest.xml", "<")));
        Refused("A test, or a part of one, is not in it.", Zips.Of(("imsmanifest.xml", Manifest(("imsqti_test_xmlv2p1", "test.xml")))));
        Refused("no zip", Encoding.UTF8.GetBytes(Item(Body(Choice))));
    }

    [Fact]
    public void The_same_quiz_gives_the_same_file()
    {
        var quiz = A.Draft(A.Request(questions: 2));

        var first = Format.Of("qti").Write!(new ExportedQuiz(quiz, quiz.Questions));

        Assert.Equal(["imsmanifest.xml", "test.xml", "items/item1.xml", "items/item2.xml"], Zips.Files(first).Select(file => file.Path));
        Assert.Equal(first, Format.Of("qti").Write!(new ExportedQuiz(quiz, quiz.Questions)));
        Assert.Equal("Sums", Files.Read("qti", first).Quiz.Title);
    }

    [Fact]
    public void An_item_says_how_it_is_scored()
    {
        var request = new QuestionRequest(Type: "numeric", Question: "g?", Points: 3)
        {
            CorrectAnswer = A.Json(9.81m),
            Tolerance = A.Json(0.02m),
            ToleranceType = "relative",
            AlsoAccepted = [new() { Value = A.Json(10), Credit = A.Json(0.5m) }],
        };
        var quiz = A.Draft(A.Request() with { Questions = [request] });

        var item = Zips.Files(Format.Of("qti").Write!(new ExportedQuiz(quiz, quiz.Questions))).Single(file => file.Path == "items/item1.xml");

        var scoring = XElement.Parse(Encoding.UTF8.GetString(item.Bytes)).Elements().Single(element => element.Name.LocalName == "responseProcessing");
        Assert.Equal(
            "<responseCondition><responseIf><equal toleranceMode=\"relative\" tolerance=\"2.00\"><variable identifier=\"RESPONSE\" />"
            + "<correct identifier=\"RESPONSE\" /></equal><setOutcomeValue identifier=\"SCORE\"><variable identifier=\"MAXSCORE\" /></setOutcomeValue>"
            + "</responseIf><responseElseIf><equal toleranceMode=\"exact\"><variable identifier=\"RESPONSE\" /><baseValue baseType=\"float\">10</baseValue>"
            + "</equal><setOutcomeValue identifier=\"SCORE\"><product><baseValue baseType=\"float\">0.5</baseValue><variable identifier=\"MAXSCORE\" />"
            + "</product></setOutcomeValue></responseElseIf></responseCondition>",
            string.Concat(scoring.Elements().Select(element => element.ToString(SaveOptions.DisableFormatting)))
                .Replace($" xmlns=\"{scoring.Name.NamespaceName}\"", "", StringComparison.Ordinal));
    }

    private static void Refused(string said, byte[] file) =>
        Assert.Contains(said, Assert.Throws<UnreadableFileException>(() => Files.Read("qti", file)).Message, StringComparison.Ordinal);

    private static byte[] Package(string item, params (string Path, string Xml)[] others) => Zips.Of([
        ("imsmanifest.xml", Manifest([("imsqti_item_xmlv2p1", "items/1.xml"), .. others.Select(other => ("imsqti_item_xmlv2p1", other.Path))])),
        ("items/1.xml", Item(item)), .. others]);

    private static string Manifest(params (string Type, string Href)[] resources) => "<manifest xmlns='http://www.imsglobal.org/xsd/imscp_v1p1'><resources>"
        + string.Concat(resources.Select(resource => $"<resource type='{resource.Type}' href='{resource.Href}'/>")) + "</resources></manifest>";

    private static string Item(string content) => $"<assessmentItem xmlns='http://www.imsglobal.org/xsd/imsqti_v2p1'>{content}</assessmentItem>";

    private static string Body(string body) => $"<itemBody>{body}</itemBody>";

    private static string Right(string type, params string[] values) => Declared(type, false, Values(values), "");

    private static string RightAll(string type, params string[] values) => Declared(type, true, Values(values), "");

    private static string Values(string[] values) => string.Concat(values.Select(value => $"<value>{value}</value>"));

    private static string Declared(string type, bool many, string right, string map) =>
        $"<responseDeclaration identifier='R' baseType='{type}' cardinality='{(many ? "multiple" : "single")}'>"
        + (right.Length > 0 ? $"<correctResponse>{(right.StartsWith('<') ? right : $"<value>{right}</value>")}</correctResponse>" : "")
        + (map.Length > 0 ? $"<mapping>{map}</mapping>" : "") + "</responseDeclaration>";

    private static string Map(string key, decimal value, string caseSensitive = "true") =>
        FormattableString.Invariant($"<mapEntry mapKey='{key}' mappedValue='{value}' caseSensitive='{caseSensitive}'/>");

    private static string Points(string points) =>
        $"<outcomeDeclaration identifier='MAXSCORE'><defaultValue><value>{points}</value></defaultValue></outcomeDeclaration>";

    private static string Scored(string condition) =>
        Processed($"<responseIf>{condition}{Score("<variable identifier='MAXSCORE'/>")}</responseIf>");

    private static string Processed(string branches) => $"<responseProcessing><responseCondition>{branches}</responseCondition></responseProcessing>";

    private static string Score(string value) => $"<setOutcomeValue identifier='SCORE'>{value}</setOutcomeValue>";

    private static string Near(string tolerance) => Scored(Equal("<correct identifier='R'/>", tolerance));

    private static string Equal(string value, string tolerance = "") => $"<equal {tolerance}><variable identifier='R'/>{value}</equal>";

    private static string Number(string value) => $"<baseValue baseType='float'>{value}</baseValue>";

    private static string Sets(string text, string[] left, string[] right) =>
        $"{text}<matchInteraction responseIdentifier='R'>{Set("a", left)}{Set("b", right)}</matchInteraction>";

    private static string Set(string prefix, string[] texts) => "<simpleMatchSet>" + string.Concat(texts.Select((text, i) =>
        $"<simpleAssociableChoice identifier='{prefix}{i + 1}'>{text}</simpleAssociableChoice>")) + "</simpleMatchSet>";
}
