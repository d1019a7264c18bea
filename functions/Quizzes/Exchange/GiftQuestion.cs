using System.Globalization;
using System.Text.RegularExpressions;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>One question: its text, and what stands in its braces.</summary>
internal sealed partial class GiftQuestion(FoundItem item)
{
    private const int MaxParts = 100; // of answers that are looked at: several times as many as any question may have
    private const decimal Near = 0.01m; // by which weights may differ that mean the same: Moodle writes 33.33333

    private readonly FoundExplanation _explanation = new(item);
    private string _format = GiftText.Default;

    /// <returns>The format of its texts.</returns>
    public string Read(string asked, string answers, int? points)
    {
        (_format, _) = GiftText.Format(asked, _format);
        var text = Text(asked);
        var feedback = answers.LastIndexOf("####", StringComparison.Ordinal);
        if (feedback >= 0)
        {
            _explanation.Add(Text(answers[(feedback + 4)..]));
            answers = answers[..feedback].Trim();
        }

        var question = answers switch
        {
            "" => item.RefuseEssay(),
            ['#', ..] => Numeric(answers[1..]),
            _ when answers.Contains('~', StringComparison.Ordinal) => Choice(answers),
            _ when answers.Contains('=', StringComparison.Ordinal) && answers.Contains("->", StringComparison.Ordinal) => Matching(answers),
            _ when answers.Split('#')[0].Trim() is "T" or "TRUE" or "F" or "FALSE" => TrueFalse(answers),
            _ => ShortAnswer(answers),
        };
        item.Question = question with { Question = text, Explanation = _explanation.Text(), Points = points };
        return _format;
    }

    private QuestionRequest TrueFalse(string answers)
    {
        // First what is said to who is wrong. Words for that would be of some language.
        foreach (var (mark, feedback) in new[] { "✗ ", "✓ " }.Zip(answers.Split('#', 3).Skip(1)))
            Feedback(mark, feedback);
        return new(Type: "trueFalse") { CorrectAnswer = FoundItem.Right(answers[0] == 'T') };
    }

    private QuestionRequest Choice(string answers)
    {
        var (options, weights, right) = (new List<string?>(), new List<decimal>(), new List<int>());
        foreach (var part in Parts(answers.Replace("=", "~=", StringComparison.Ordinal), '~'))
        {
            var isRight = part.StartsWith('=');
            var (weight, answer) = isRight ? (100, part[1..]) : Weighed(part, otherwise: 0);
            if (isRight)
                right.Add(options.Count);
            weights.Add(weight);
            options.Add(Answer(answer, Text));
        }

        if (right.Count == 0)
            return Multiple(options, weights);
        if (right.Count > 1)
            item.Warn("Several answers are right: all of them must be chosen here, where Moodle takes any one.");
        if (weights.Any(weight => weight is > 0 and < 100))
            item.Warn("Answers that are right in part are wrong here.");
        if (weights.Any(weight => weight is < 0 and > -100))
            item.Warn("Wrong answers cost nothing by themselves: their weights are left out. The quiz may have a penalty for all.");
        return right.Count == 1
            ? new(Type: QuestionParts.Single, Options: options) { CorrectAnswer = FoundItem.Right(right[0]) }
            : new(Type: "multiple", Options: options) { CorrectAnswer = FoundItem.Right(right) };
    }

    // Moodle adds up the weights of what is chosen.
    private QuestionRequest Multiple(List<string?> options, List<decimal> weights)
    {
        var question = new QuestionRequest(Type: "multiple", Options: options);
        var (right, wrong) = (weights.FindAll(weight => weight > 0), weights.FindAll(weight => weight <= 0));
        if (right.Count == 0)
            return question;
        if (right.Max() - right.Min() > Near)
            item.Warn("The right answers count equally here, whatever their weights.");
        var credit = PartialCredit(right.Average(), wrong);
        return question with
        {
            CorrectAnswer = FoundItem.Right(weights.Index().Where(option => option.Item > 0).Select(option => option.Index)),
            PartialCredit = right.Count > 1 ? credit : null, // one has no parts
        };
    }

    // The nearest that there is here; what is another is told.
    private string? PartialCredit(decimal right, List<decimal> wrong)
    {
        if (wrong.TrueForAll(weight => weight == 0))
        {
            if (wrong.Count > 0)
                item.Warn("Choosing more answers than are right costs points here, and none in Moodle.");
            return "proportional";
        }

        if (wrong.TrueForAll(weight => weight <= -100))
        {
            if (right < 100)
                item.Warn("Some of the right answers alone earn nothing here, and part of the points in Moodle.");
            return null;
        }

        if (wrong.Exists(weight => Math.Abs(right + weight) > Near))
            item.Warn("Each wrong answer costs as much as a right one earns here, whatever its weight.");
        return "rightMinusWrong";
    }

    private QuestionRequest Matching(string answers)
    {
        var (prompts, options, right) = (new List<string?>(), new List<string?>(), new List<int>());
        foreach (var part in Parts(answers, '='))
        {
            if (part.Split("->", 2) is not [var prompt, var option])
            {
                item.Refuse("Each pair must have an arrow, -> .");
                break;
            }

            var answer = GiftText.Unmark(option).Trim();
            if (!options.Contains(answer))
                options.Add(answer);
            if (Text(prompt) is not { Length: > 0 } asked)
                continue; // an answer that belongs to none
            prompts.Add(asked);
            right.Add(options.IndexOf(answer));
        }

        return new(Type: "matching", Options: options, Prompts: prompts) { CorrectAnswer = FoundItem.Right(right), PartialCredit = "proportional" };
    }

    private QuestionRequest ShortAnswer(string answers)
    {
        var accepted = Accepted(answers, text => Plain(text));
        if (accepted is not [var (right, _), ..])
            return new(Type: "text");

        // Moodle takes a star for any run of characters, but behind a backslash.
        var wildcards = accepted.Any(answer => answer.Text.Replace(@"\*", "", StringComparison.Ordinal).Contains('*', StringComparison.Ordinal));
        var others = accepted.DistinctBy(answer => Texts.Fold(answer.Text)).Skip(1);
        return new(Type: "text")
        {
            CorrectAnswer = FoundItem.Right(Spelled(right)),
            Wildcards = wildcards ? true : null,
            AlsoAccepted = [.. others.Select(answer => new AcceptedRequest(Spelled(answer.Text)) { Credit = Credit(answer.Weight) })],
        };

        string Spelled(string text) => wildcards ? text : text.Replace(@"\*", "*", StringComparison.Ordinal);
    }

    private QuestionRequest Numeric(string answers)
    {
        var wrong = answers.IndexOf('~', StringComparison.Ordinal);
        if (wrong >= 0)
        {
            Answer(answers[(wrong + 1)..], text => Plain(text), GiftText.Shown);
            answers = answers[..wrong];
        }

        var accepted = Accepted(answers, text => Plain(text), GiftText.Shown);
        var numbers = new List<AcceptedRequest>();
        foreach (var (text, weight) in accepted)
        {
            if (GiftText.Number(text) is not var (value, tolerance))
            {
                item.Refuse($"{Quoted(text)} must be a number that can be kept exactly, with a tolerance (9.81:0.05) or a range (1..5).");
                break;
            }

            numbers.Add(new() { Value = FoundItem.Right(value), Tolerance = tolerance == 0 ? null : FoundItem.Right(tolerance), Credit = Credit(weight) });
        }

        return numbers.Count == 0
            ? new(Type: "numeric")
            : new(Type: "numeric") { CorrectAnswer = numbers[0].Value, Tolerance = numbers[0].Tolerance, AlsoAccepted = numbers[1..] };
    }

    // Those that earn something, the first with full weight before all others; none where none has it.
    private List<(string Text, decimal Weight)> Accepted(string answers, Func<string, string> read, Func<string, string>? show = null)
    {
        var accepted = new List<(string Text, decimal Weight)>();
        foreach (var part in Parts(answers, '='))
        {
            var (weight, answer) = Weighed(part, otherwise: 100);
            var text = Answer(answer, read, show);
            if (weight > 0)
                accepted.Add((text, weight));
        }

        var right = accepted.FindIndex(answer => answer.Weight >= 100);
        if (right < 0)
        {
            item.Refuse("No answer earns all its points.");
            return [];
        }

        return [accepted[right], .. accepted.Where((_, i) => i != right)];
    }

    // An answer, with what is said to those who give it behind a #.
    private string Answer(string part, Func<string, string> read, Func<string, string>? show = null)
    {
        var parts = part.Split('#', 2);
        var answer = read(parts[0]);
        if (parts.Length > 1)
            Feedback(answer.Length == 0 ? "" : $"{(show is null ? answer : show(answer))}: ", parts[1]);
        return answer;
    }

    private void Feedback(string before, string feedback)
    {
        if (Text(feedback) is not { Length: > 0 } text)
            return;
        _explanation.Add(before + text);
        item.Warn(FoundExplanation.OfAnswers);
    }

    private string Text(string marked)
    {
        var (format, rest) = GiftText.Format(marked, _format);
        var text = GiftText.Unmark(rest).Trim();
        if (format == "html")
            return HtmlText.Of(text, sentence => item.Warn(sentence));
        if (format == GiftText.Default && HtmlText.IsIn(text))
            item.Warn("What looks like HTML stays text; write [html] before the question to have it read.");
        return text;
    }

    private string Plain(string marked) => GiftText.Unmark(GiftText.Format(marked, _format).Text).Trim();

    private static IEnumerable<string> Parts(string answers, char before)
    {
        var parts = answers.Split(before, MaxParts + 2, StringSplitOptions.TrimEntries).Take(MaxParts + 1);
        return parts.First().Length == 0 ? parts.Skip(1) : parts;
    }

    private static (decimal Weight, string Answer) Weighed(string part, decimal otherwise) => Weight().Match(part) is { Success: true } said
        ? (decimal.Parse(said.Groups[1].ValueSpan, CultureInfo.InvariantCulture), part[said.Length..])
        : (otherwise, part);

    private static string Quoted(string text) => $"'{text.Cut(50)}'";

    private static System.Text.Json.JsonElement? Credit(decimal weight) => weight >= 100 ? null : FoundItem.Right(weight / 100);

    [GeneratedRegex(@"^%(-?[0-9]{1,3}(?:\.[0-9]{0,26})?)%")]
    private static partial Regex Weight();
}
