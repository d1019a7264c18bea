using System.Globalization;
using System.Text;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>Moodle's GIFT, as <see cref="GiftReader"/> reads it, and Moodle.</summary>
internal static class GiftWriter
{
    private const string Arrow = "->";

    public static string Write(ExportedQuiz exported)
    {
        exported.LosePenalty();
        var text = new StringBuilder();
        foreach (var question in exported.Questions)
        {
            if (Answers(exported, question) is not { } answers)
                continue;
            if (question.Points != 1)
                text.Append(CultureInfo.InvariantCulture, $"// [points:{question.Points}]\n");
            // With its format: without one, Moodle takes < and & for HTML.
            text.Append(Format(exported));
            text.Append(GiftText.Escape(question.Text)).Append('{').Append(answers);
            if (question.Explanation is { } explanation)
                text.Append("####").Append(Text(exported, explanation));
            text.Append("}\n\n");
        }

        return text.ToString();
    }

    // Null where GIFT has no such question.
    private static string? Answers(ExportedQuiz exported, Question question)
    {
        var parts = question.Parts();
        switch (question.Missing() is null ? parts.Solution() : null)
        {
            case null:
                exported.LeaveOut(question, "It is not finished.");
                return null;
            case TrueFalseSolution trueFalse:
                return trueFalse.CorrectAnswer ? "TRUE" : "FALSE";
            case SingleSolution single:
                return Lines(parts.Options.Select((option, i) => i == single.CorrectAnswer ? $"={Text(exported, option)}" : $"~{Wrong(exported, option)}"));
            case MultipleSolution multiple:
                var (right, wrong) = (Share(multiple), Wrong(exported, question, multiple));
                return Lines(parts.Options.Select((option, i) => $"~%{(multiple.CorrectAnswer.Contains(i) ? right : wrong)}%{Text(exported, option)}"));
            case NumericSolution numeric:
                exported.Lose(question, numeric.Unit is not null, "GIFT has no units.");
                var isRelative = numeric.Accepted.Any(one => one.ToleranceType == ToleranceType.Relative);
                exported.Lose(question, isRelative, "GIFT has no relative tolerances: they are written as absolute ones.");
                return "#" + Lines(numeric.Accepted.Select(Line));
            case TextSolution text when text.Accepted.Any(one => one.Text.Contains(Arrow, StringComparison.Ordinal)):
                exported.LeaveOut(question, $"GIFT takes what has {Arrow} in it for pairs.");
                return null;
            case TextSolution text:
                exported.Lose(question, text.CaseSensitive, "GIFT cannot say that case counts.");
                exported.Lose(question, text.IgnoreAccents, "GIFT cannot say that accents do not count.");
                return Lines(text.Accepted.Select(one => $"=%{Weight(one.Credit)}%{Text(exported, text.Wildcards ? one.Text : WithoutWildcards(one.Text))}"));
            case MatchingSolution when parts.Prompts.Any(prompt => prompt.Contains(Arrow, StringComparison.Ordinal)):
                exported.LeaveOut(question, $"GIFT ends a prompt at {Arrow}.");
                return null;
            case MatchingSolution matching:
                exported.Lose(question, exported.Credit(question) != PartialCredit.Proportional, "In Moodle each right pair earns its part of the points.");
                var free = Enumerable.Range(0, parts.Options.Count).Except(matching.CorrectAnswer);
                return Lines([
                    .. parts.Prompts.Zip(matching.CorrectAnswer, (prompt, option) => Pair(Text(exported, prompt), parts.Options[option])),
                    .. free.Select(option => Pair("", parts.Options[option]))]);
            default:
                exported.LeaveOut(question, $"GIFT has no questions of the type {question.Type}.");
                return null;
        }
    }

    private static string Lines(IEnumerable<string> answers) => string.Concat(answers.Select(answer => $"\n\t{answer}")) + "\n";

    private static string Pair(string prompt, string option) => $"={prompt} {Arrow} {GiftText.Escape(option)}";

    // What a wrong option weighs. In Moodle the weights of all that is chosen are added up.
    private static string Wrong(ExportedQuiz exported, Question question, MultipleSolution multiple)
    {
        var credit = exported.Credit(question);
        exported.Lose(
            question, credit == PartialCredit.None && multiple.CorrectAnswer.Count > 1, "Some of the right answers alone earn part of the points in Moodle.");
        exported.Lose(
            question, credit == PartialCredit.Proportional && multiple.CorrectAnswer.Count < multiple.Options,
            "Choosing more answers than are right costs nothing in Moodle.");
        return credit switch { PartialCredit.Proportional => "0", PartialCredit.RightMinusWrong => $"-{Share(multiple)}", _ => "-100" };
    }

    // What begins like a weight, or a format, would be taken for one.
    private static string Wrong(ExportedQuiz exported, string option) => (option.StartsWith('%') ? "%0%" : "") + Text(exported, option);

    private static string Text(ExportedQuiz exported, string text) => (text.StartsWith('[') ? Format(exported) : "") + GiftText.Escape(text);

    private static string Format(ExportedQuiz exported) => exported.IsMarkdown ? "[markdown]" : "[plain]";

    private static string WithoutWildcards(string text) => text.Replace("*", @"\*", StringComparison.Ordinal);

    private static string Share(MultipleSolution multiple) => (100m / multiple.CorrectAnswer.Count).ToString("0.#####", CultureInfo.InvariantCulture);

    private static string Weight(decimal credit) => (100 * credit).ToString("0.############################", CultureInfo.InvariantCulture);

    private static string Line(AcceptedNumber number) =>
        string.Create(CultureInfo.InvariantCulture, $"=%{Weight(number.Credit)}%{number.Value}:{number.AbsoluteTolerance}");
}
