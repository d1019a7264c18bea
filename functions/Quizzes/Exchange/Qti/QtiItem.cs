using System.Xml.Linq;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>One item: its text, what it asks, and what is right.</summary>
internal sealed class QtiItem(FoundItem item, XElement root)
{
    private const string Gap = "[[1]]", MissingWord = "_____";
    private const int MaxChoice = 200; // characters of one, before what is said to those who choose it

    private static readonly string[] Feedback = ["feedbackInline", "feedbackBlock"];

    private static readonly string[] Taken =
    [
        "choiceInteraction", "orderInteraction", "matchInteraction", "textEntryInteraction", "inlineChoiceInteraction", "extendedTextInteraction",
    ];

    private readonly FoundExplanation _explanation = new(item);
    private readonly QtiScoring _scoring = new(root, MaxScore(root) ?? 1);
    private readonly ILookup<string, XElement> _declared = root.Children("responseDeclaration").ToLookup(declaration => declaration.Said("identifier"));
    private readonly Dictionary<XElement, int> _gaps = [];
    private decimal? _mapped;
    private bool _isPartial;

    public void Read()
    {
        var interactions = (root.Child("itemBody")?.Descendants() ?? [])
            .Where(element => element.Name.LocalName.EndsWith("Interaction", StringComparison.Ordinal)).ToList();
        if (root.Said("adaptive") is "true" or "1")
            item.Refuse("Adaptive items cannot be taken.");
        else if (root.Child("templateDeclaration") is not null)
            item.Refuse("Items whose content is computed cannot be taken.");
        else if (interactions.Count == 0)
            item.Refuse("It asks nothing.");
        else if (interactions.Count > GapsSolution.MaxGaps)
            item.Refuse($"It asks more than {GapsSolution.MaxGaps} things.");
        else
            Read(interactions);
    }

    private void Read(List<XElement> interactions)
    {
        if (!_scoring.IsKnown)
            item.Warn(QtiScoring.NotRead);
        if (root.Descendants().Any(element => element.Is("assessmentStimulusRef", "include")))
            item.Warn("A text that it shares with others is left out.");
        var question = interactions switch
        {
            _ when interactions.TrueForAll(QtiText.IsInline) => Inline(interactions),
            _ when interactions.Find(one => !one.Is(Taken)) is { } other => Refused($"Questions with {other.Name.LocalName.Cut(50)} cannot be taken."),
            [_, _, ..] => Refused("It asks several things; only gaps in one text can be taken together."),
            [var one] when one.Is("choiceInteraction") => Choice(one),
            [var one] when one.Is("orderInteraction") => Order(one),
            [var one] when one.Is("matchInteraction") => Match(one),
            _ => item.RefuseEssay(),
        };
        var text = question.Question ?? Text();
        if (!item.IsRefused)
            Explain();
        item.Question = question with
        {
            Question = text,
            Explanation = _explanation.Text(),
            Points = Points(),
            PartialCredit = _isPartial ? "proportional" : null,
        };
    }

    private QuestionRequest Refused(Sentence sentence)
    {
        item.Refuse(sentence);
        return new();
    }

    private QuestionRequest Choice(XElement interaction)
    {
        var (response, choices) = (Response(interaction), Choices(interaction));
        var right = Right(response).Select(id => choices.Ids.GetValueOrDefault(id, -1)).Distinct().Order().ToList();
        if (right.Contains(-1))
            item.Refuse("What is right is none of its options.");
        if (choices.Ids.Keys.Order(StringComparer.Ordinal).SequenceEqual(["false", "true"]) && right is [>= 0 and var only]
            && TrueFalseSolution.Options.Order().SequenceEqual(choices.Texts.Order(), StringComparer.OrdinalIgnoreCase))
            return new(Type: "trueFalse") { CorrectAnswer = FoundItem.Right(choices.Ids["true"] == only) };

        var isSingle = response.Cardinality == "single" || interaction.Said("maxChoices") == "1";
        if (isSingle && right.Count > 1)
            item.Warn("Several answers are right: all of them must be chosen here, where any one is enough there.");
        return isSingle && right.Count == 1
            ? new(Type: QuestionParts.Single, Options: choices.Texts) { CorrectAnswer = FoundItem.Right(right[0]) }
            : new(Type: isSingle && right.Count == 0 ? QuestionParts.Single : "multiple", Options: choices.Texts)
            {
                CorrectAnswer = right.Count == 0 ? null : FoundItem.Right(right),
            };
    }

    // Of what is mapped, all that earns something where several may be chosen, else what earns most.
    private IEnumerable<string> Right(QtiResponse response)
    {
        if (!_scoring.IsMapped(response))
            return response.Correct;
        var earning = response.Mapped.Where(entry => entry.Value > 0).ToList();
        if (response.Cardinality != "single")
        {
            if (earning.Select(entry => entry.Value).Distinct().Count() > 1)
                item.Warn("The right answers count equally here, whatever they earn there.");
            (_mapped, _isPartial) = (earning.Sum(entry => entry.Value), earning.Count > 1);
            return earning.Select(entry => entry.Key);
        }

        var most = earning.Select(entry => entry.Value).DefaultIfEmpty().Max();
        if (earning.Exists(entry => entry.Value < most))
            item.Warn("Answers that are right in part are wrong here.");
        return earning.Where(entry => entry.Value == most).Select(entry => entry.Key);
    }

    private QuestionRequest Order(XElement interaction)
    {
        var (response, choices) = (Response(interaction), Choices(interaction));
        var order = response.Correct.Select(id => choices.Ids.GetValueOrDefault(id, -1)).ToList();
        if (order.Count != choices.Texts.Count)
            item.Refuse("What is right must have all its options in their order.");
        return new(Type: "ordering", Options: choices.Texts) { CorrectAnswer = FoundItem.Right(order) };
    }

    private QuestionRequest Match(XElement interaction)
    {
        if (interaction.Children("simpleMatchSet").Select(Choices).ToList() is not [var prompts, var options])
            return Refused("What is to be matched must be two sets.");

        var pairs = Right(Response(interaction)).Select(pair => pair.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))
            .Select(pair => pair is [var left, var right] ? (prompts.Ids.GetValueOrDefault(left, -1), options.Ids.GetValueOrDefault(right, -1)) : (-1, -1))
            .Distinct().ToList();
        if (!Is(pairs, prompts.Texts.Count) && Is(pairs.ConvertAll(pair => (pair.Item2, pair.Item1)), options.Texts.Count))
            (prompts, options, pairs) = (options, prompts, pairs.ConvertAll(pair => (pair.Item2, pair.Item1))); // each has one the other way round
        if (!Is(pairs, prompts.Texts.Count))
            item.Refuse("Each prompt must have one right option.");
        return new(Type: "matching", Options: options.Texts, Prompts: prompts.Texts)
        {
            CorrectAnswer = FoundItem.Right(pairs.OrderBy(pair => pair.Item1).Select(pair => pair.Item2)),
        };

        static bool Is(List<(int, int)> pairs, int prompts) =>
            pairs.Select(pair => pair.Item1).Order().SequenceEqual(Enumerable.Range(0, prompts)) && pairs.TrueForAll(pair => pair.Item2 >= 0);
    }

    private QuestionRequest Inline(List<XElement> interactions)
    {
        foreach (var (i, interaction) in interactions.Index())
            _gaps[interaction] = i + 1;
        var text = Text();
        var isLast = text.EndsWith($"\n{Gap}", StringComparison.Ordinal);
        if (interactions is [var one] && one.Is("textEntryInteraction") && Response(one) is var response && (response.IsNumber || isLast))
        {
            text = isLast ? text[..^(Gap.Length + 1)] : text.Replace(Gap, MissingWord, StringComparison.Ordinal);
            return response.IsNumber
                ? Answers.Numeric(new QuestionRequest(Type: "numeric", Question: text), response)
                : Answers.Text(new QuestionRequest(Type: "text", Question: text), response);
        }

        return new(Type: "gaps", Question: text, Gaps: interactions.ConvertAll<GapRequest?>(GapOf));
    }

    private GapRequest GapOf(XElement interaction)
    {
        var response = Response(interaction);
        if (interaction.Is("textEntryInteraction"))
        {
            return response.IsNumber ? Answers.Numeric(new GapRequest(Kind: "numeric"), response)
                : Answers.Text(new GapRequest(Kind: "text"), response);
        }

        var choices = Choices(interaction);
        var right = Right(response).Select(id => choices.Ids.GetValueOrDefault(id, -1)).ToList();
        if (right is not [>= 0])
            item.Refuse("Each choice in its text must have one right option.");
        var (chosen, blank) = (right.FirstOrDefault(-1), choices.Texts.IndexOf("")); // what shows before anything is chosen is none of them
        if (blank < 0 || chosen == blank)
            return new(Kind: "choice", Options: choices.Texts) { CorrectAnswer = FoundItem.Right(chosen) };
        choices.Texts.RemoveAt(blank);
        return new(Kind: "choice", Options: choices.Texts) { CorrectAnswer = FoundItem.Right(chosen > blank ? chosen - 1 : chosen) };
    }

    private QtiAnswers Answers => new(item, _scoring);

    private QtiResponse Response(XElement interaction)
    {
        var id = interaction.Said("responseIdentifier");
        var response = QtiResponse.Of(id, _declared[id].FirstOrDefault(), item);
        if (_scoring.IsMapped(response))
            response.TellLosses(item);
        return response;
    }

    private (List<string?> Texts, Dictionary<string, int> Ids) Choices(XElement of)
    {
        var (texts, ids) = (new List<string?>(), new Dictionary<string, int>());
        var choices = of.Elements().Where(child => child.Is("simpleChoice", "inlineChoice", "simpleAssociableChoice"));
        foreach (var choice in choices.Take(QtiResponse.MaxParts))
        {
            if (choice.Value.Trim().Length == 0 && choice.Descendants().Any(element => HtmlText.IsPicture(element.Name.LocalName)))
                item.Refuse("An option in it is only a picture.");
            ids.TryAdd(choice.Said("identifier"), texts.Count);
            texts.Add(TextOf(choice));
        }

        return (texts, ids);
    }

    private string Text() => TextOf(root.Child("itemBody")!);

    private string TextOf(XElement of) => QtiText.Of(of, Instead, sentence => item.Warn(sentence));

    private string? Instead(XElement element)
    {
        if (_gaps.TryGetValue(element, out var gap))
            return $"[[{gap}]]";
        if (element.Is(Feedback))
            return "";
        if (!element.Is("rubricBlock") || element.Said("view").Contains("candidate", StringComparison.Ordinal))
            return element.Is("simpleChoice", "simpleMatchSet") ? "" : null;
        item.Warn("What is said to others than players is left out.");
        return "";
    }

    private void Explain()
    {
        var choices = new Dictionary<XElement, string>();
        var beside = root.Child("itemBody")!.Descendants().Where(element => element.Is(Feedback));
        foreach (var feedback in beside.Concat(root.Children("modalFeedback")).Take(QtiResponse.MaxParts))
        {
            if (QtiText.Of(feedback, _ => null, sentence => item.Warn(sentence)) is not { Length: > 0 } text)
                continue;
            _explanation.Add(feedback.Ancestors().FirstOrDefault(element => element.Is("simpleChoice")) is { } choice ? $"{Chosen(choice)}: {text}" : text);
            if (!_scoring.IsForAll(feedback))
                item.Warn(FoundExplanation.OfAnswers);
        }

        string Chosen(XElement choice) => choices.TryGetValue(choice, out var text) ? text : choices[choice] = TextOf(choice).Cut(MaxChoice);
    }

    private int? Points()
    {
        if ((MaxScore(root) ?? _mapped) is not { } points)
            return null;
        if (points is >= 1 and <= 100 && points == decimal.Truncate(points))
            return (int)points;
        item.Warn($"Its points, {points}, are no whole number from 1 to 100: here it has 1.");
        return null;
    }

    private static decimal? MaxScore(XElement root)
    {
        var outcomes = root.Children("outcomeDeclaration").ToLookup(outcome => outcome.Said("identifier"));
        var said = outcomes["MAXSCORE"].FirstOrDefault()?.Child("defaultValue")?.Child("value")?.Value
            ?? outcomes["SCORE"].FirstOrDefault()?.Said("normalMaximum");
        return said is not null && LooseNumbers.TryRead(said, out var points) && points > 0 ? points : null;
    }
}
