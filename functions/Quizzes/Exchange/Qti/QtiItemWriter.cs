using System.Globalization;
using System.Xml.Linq;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>Writes a question as an item, and tells what is lost.</summary>
internal sealed class QtiItemWriter(ExportedQuiz exported, Question question)
{
    private const string Response = "RESPONSE", Score = "SCORE", MaxScore = "MAXSCORE", Feedback = "FEEDBACK", Explanation = "explanation";
    private const int MaxTitle = 60;

    private static readonly XNamespace Qti = QtiText.Namespace;

    private readonly QuestionParts _parts = question.Parts();
    private readonly List<XElement> _declarations = [], _body = [], _scoring = [];

    /// <summary>Null for a question that is not finished.</summary>
    public XElement? Write(string id)
    {
        if (question.Missing() is not null || _parts.Solution() is not { } solution)
        {
            exported.LeaveOut(question, "It is not finished.");
            return null;
        }

        TellLosses();
        Ask(solution);
        if (question.Explanation is not null)
            _scoring.Add(Set(Feedback, Value("identifier", Explanation)));
        return Element("assessmentItem",
            ("identifier", id), ("title", Title()), ("adaptive", "false"), ("timeDependent", "false"),
            _declarations,
            Outcome(Score, "float", "0"), Outcome(MaxScore, "float", Number(question.Points)),
            question.Explanation is null ? null : Outcome(Feedback, "identifier", null),
            Element("itemBody", _body),
            Element("responseProcessing", _scoring),
            question.Explanation is not { } explanation ? null : Element("modalFeedback",
                ("outcomeIdentifier", Feedback), ("identifier", Explanation), ("showHide", "show"), QtiText.Paragraphs(explanation)));
    }

    private void Ask(Solution solution)
    {
        switch (solution)
        {
            case TrueFalseSolution trueFalse:
                Choose("single", TrueFalseSolution.Options, ["true", "false"], [trueFalse.CorrectAnswer ? "true" : "false"]);
                break;
            case SingleSolution single:
                Choose("single", _parts.Options, Ids("c", _parts.Options), [Id("c", single.CorrectAnswer)]);
                break;
            case MultipleSolution multiple:
                Choose("multiple", _parts.Options, Ids("c", _parts.Options), multiple.CorrectAnswer.Order().Select(option => Id("c", option)));
                break;
            case OrderingSolution ordering:
                Declare(Response, "ordered", "identifier", ordering.CorrectAnswer.Select(option => Id("c", option)));
                Block(Element("orderInteraction", ("responseIdentifier", Response), ("shuffle", "true"), Options("simpleChoice", "c", _parts.Options)));
                Grade(IsCorrect(Response));
                break;
            case MatchingSolution matching:
                Declare(Response, "multiple", "directedPair", matching.CorrectAnswer.Select((option, prompt) => $"{Id("p", prompt)} {Id("c", option)}"));
                Block(Element("matchInteraction",
                    ("responseIdentifier", Response), ("shuffle", "true"), ("maxAssociations", Number(_parts.Prompts.Count)),
                    Element("simpleMatchSet", Options("simpleAssociableChoice", "p", _parts.Prompts, ("matchMax", "1"))),
                    Element("simpleMatchSet", Options("simpleAssociableChoice", "c", _parts.Options, ("matchMax", "0")))));
                Grade(IsCorrect(Response));
                break;
            case TextSolution:
                Type(solution);
                _scoring.Add(Set(Score, Element("product", Element("mapResponse", ("identifier", Response)), Variable(MaxScore))));
                break;
            case NumericSolution numeric:
                exported.Lose(question, numeric.Unit is not null, "QTI has no units: it stands behind what is to be typed.");
                Type(numeric);
                _scoring.Add(Element("responseCondition", numeric.Accepted.Select((one, i) => Element(i == 0 ? "responseIf" : "responseElseIf",
                    IsNear(Response, one, isFirst: i == 0),
                    Set(Score, one.Credit == 1 ? Variable(MaxScore) : Element("product", Value("float", Number(one.Credit)), Variable(MaxScore)))))));
                break;
            case GapsSolution gaps:
                Fill(gaps);
                break;
        }
    }

    private void Choose(string cardinality, IReadOnlyList<string> options, IEnumerable<string> ids, IEnumerable<string> right)
    {
        Declare(Response, cardinality, "identifier", right);
        Block(Element("choiceInteraction",
            ("responseIdentifier", Response), ("shuffle", "false"), ("maxChoices", cardinality == "single" ? "1" : "0"),
            options.Zip(ids, (option, id) => Element("simpleChoice", ("identifier", id), QtiText.Flow(option)))));
        Grade(IsCorrect(Response));
    }

    // In a paragraph of its own, by which it is told from a gap.
    private void Type(Solution solution)
    {
        var unit = (solution as NumericSolution)?.Unit;
        _body.AddRange(QtiText.Paragraphs(question.Text));
        _body.Add(Element("p", Typed(Response, (IGap)solution), unit is null ? null : " " + unit));
    }

    private void Fill(GapsSolution solution)
    {
        var marks = solution.Gaps.Index().ToDictionary(gap => $"[[{gap.Index + 1}]]", gap => (Id: $"{Response}{gap.Index + 1}", Gap: gap.Item));
        exported.Lose(question, IsAlone(solution), "QTI does not tell one gap to type in from a question: it becomes one of the type text or numeric.");
        var numbers = solution.Gaps.OfType<NumericSolution>().ToList();
        exported.Lose(question, numbers.Exists(gap => gap.Unit is not null), "QTI has no units in gaps.");
        exported.Lose(question, numbers.Exists(gap => gap.Accepted.Any(one => one.Credit < 1)), "In QTI a number in a gap is right or wrong.");
        _body.AddRange(QtiText.Paragraphs(question.Text, Line));
        Grade(Element("and", marks.Values.Select(mark => IsRight(mark.Id, mark.Gap))));

        IEnumerable<object> Line(string line)
        {
            while (marks.Keys.Select(mark => (At: line.IndexOf(mark, StringComparison.Ordinal), Mark: mark)).Where(next => next.At >= 0)
                .DefaultIfEmpty().Min() is (var at, { } mark))
            {
                yield return line[..at];
                yield return Typed(marks[mark].Id, marks[mark].Gap);
                line = line[(at + mark.Length)..];
            }

            yield return line;
        }
    }

    private bool IsAlone(GapsSolution solution) => solution.Gaps is [var only]
        && (only is NumericSolution || (only is TextSolution && question.Text.Split('\n') is [_, .., var last] && last.TrimEnd() == "[[1]]"));

    private XElement Typed(string id, IGap gap)
    {
        switch (gap)
        {
            case ChoiceGap choice:
                Declare(id, "single", "identifier", [Id("c", choice.CorrectAnswer)]);
                return Element("inlineChoiceInteraction", ("responseIdentifier", id), ("shuffle", "false"), Options("inlineChoice", "c", choice.Options));
            case NumericSolution numeric:
                Declare(id, "single", "float", [Number(numeric.CorrectAnswer)]);
                return Element("textEntryInteraction", ("responseIdentifier", id));
            default:
                var text = (TextSolution)gap;
                exported.Lose(question, text.Wildcards, "QTI takes a star in an answer for itself.");
                exported.Lose(question, text.IgnoreAccents, "QTI cannot say that accents do not count.");
                Declare(id, "single", "string", [text.CorrectAnswer], Element("mapping", ("defaultValue", "0"), text.Accepted.Select(one => Element("mapEntry",
                    ("mapKey", one.Text), ("mappedValue", Number(one.Credit)), ("caseSensitive", text.CaseSensitive ? "true" : "false")))));
                return Element("textEntryInteraction", ("responseIdentifier", id), ("expectedLength", Number(text.Accepted.Max(one => one.Text.Length))));
        }
    }

    private static XElement IsRight(string id, IGap gap) => gap switch
    {
        ChoiceGap => IsCorrect(id),
        NumericSolution numeric => Element("or", numeric.Accepted.Where(one => one.Credit == 1).Select((one, i) => IsNear(id, one, isFirst: i == 0))),
        _ => Element("gte", Element("mapResponse", ("identifier", id)), Value("float", "1")),
    };

    private static XElement IsCorrect(string id) => Element("match", Variable(id), Element("correct", ("identifier", id)));

    private static XElement IsNear(string id, AcceptedNumber number, bool isFirst)
    {
        (string, string)[] tolerance = number switch
        {
            { Tolerance: 0, ToleranceType: ToleranceType.Absolute } => [("toleranceMode", "exact")],
            { ToleranceType: ToleranceType.Absolute } => [("toleranceMode", "absolute"), ("tolerance", Number(number.Tolerance))],
            _ => [("toleranceMode", "relative"), ("tolerance", Number(number.Tolerance * 100))], // per cent
        };
        return Element("equal", tolerance, Variable(id), isFirst ? Element("correct", ("identifier", id)) : Value("float", Number(number.Value)));
    }

    private void Declare(string id, string cardinality, string type, IEnumerable<string> right, XElement? mapping = null) => _declarations.Add(Element(
        "responseDeclaration", ("identifier", id), ("cardinality", cardinality), ("baseType", type),
        Element("correctResponse", right.Select(value => Element("value", value))), mapping));

    private void Block(XElement interaction)
    {
        _body.AddRange(QtiText.Paragraphs(question.Text));
        _body.Add(interaction);
    }

    private void Grade(XElement condition) =>
        _scoring.Add(Element("responseCondition", Element("responseIf", condition, Set(Score, Variable(MaxScore)))));

    private void TellLosses()
    {
        exported.LoseCredit(question);
        exported.LoseMarkdown(question);
        var gaps = (_parts.Solution() as GapsSolution)?.Gaps.OfType<ChoiceGap>().SelectMany(gap => gap.Options) ?? [];
        string?[] texts = [question.Text, question.Explanation, .. _parts.Options, .. _parts.Prompts, .. gaps];
        exported.Lose(question, texts.OfType<string>().Any(QtiText.IsLost), "In QTI tabs and no-break spaces are spaces.");
    }

    private string Title() => question.Text.Split('\n', '\r')[0].Trim().Cut(MaxTitle);

    private static IEnumerable<XElement> Options(string element, string prefix, IReadOnlyList<string> options, params (string, string)[] attributes) =>
        options.Select((option, i) => Element(element, ("identifier", Id(prefix, i)), attributes, QtiText.Flow(option)));

    private static IEnumerable<string> Ids(string prefix, IReadOnlyList<string> options) => options.Select((_, i) => Id(prefix, i));

    private static string Id(string prefix, int index) => $"{prefix}{Number(index + 1)}";

    private static XElement Outcome(string id, string type, string? value) => Element("outcomeDeclaration",
        ("identifier", id), ("cardinality", "single"), ("baseType", type), value is null ? null : Element("defaultValue", Element("value", value)));

    private static XElement Set(string outcome, XElement value) => Element("setOutcomeValue", ("identifier", outcome), value);

    private static XElement Variable(string id) => Element("variable", ("identifier", id));

    private static XElement Value(string type, string value) => Element("baseValue", ("baseType", type), value);

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    // Pairs of texts are attributes.
    private static XElement Element(string name, params object?[] content) => new(Qti + name, content.Select(part => part switch
    {
        (string attribute, string value) => new XAttribute(attribute, value),
        IEnumerable<(string Name, string Value)> attributes => attributes.Select(attribute => new XAttribute(attribute.Name, attribute.Value)),
        _ => part,
    }));
}
