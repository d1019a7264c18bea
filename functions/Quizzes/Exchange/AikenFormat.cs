using System.Text;
using System.Text.RegularExpressions;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>
/// Aiken, as Moodle reads it: a line with the question, one with each option (<c>A.</c> or <c>A)</c>), and <c>ANSWER: B</c>. Only questions with one right
/// option, and nothing else of them.
/// </summary>
internal static partial class AikenFormat
{
    private const string Answer = "ANSWER:";

    public static FoundQuiz Read(ImportFile file) => new() { Items = Items(file.Text()) };

    public static string Write(ExportedQuiz exported)
    {
        exported.LosePenalty();
        var text = new StringBuilder();
        foreach (var question in exported.Questions)
        {
            if (question.Parts().Solution() is not SingleSolution solution || question.Missing() is not null)
            {
                exported.LeaveOut(question, "Aiken has only questions with one right option.");
                continue;
            }

            if (IsPassedOver(question.Text) || Option().IsMatch(question.Text) || question.Text.StartsWith(Answer, StringComparison.Ordinal))
            {
                exported.LeaveOut(question, "Its text would be read as something else.");
                continue;
            }

            exported.LoseCredit(question);
            exported.LoseMarkdown(question);
            exported.Lose(question, question.Explanation is not null, "Aiken has no explanations.");
            exported.Lose(question, question.Points != 1, "Aiken has no points.");
            exported.Lose(question, question.Options.Append(question.Text).Any(text => OneLine(text) != text), "In Aiken each text is one line.");
            text.Append(OneLine(question.Text)).Append('\n');
            foreach (var (i, option) in question.Options.Index())
                text.Append(Letter(i)).Append(") ").Append(OneLine(option)).Append('\n');
            text.Append(Answer).Append(' ').Append(Letter(solution.CorrectAnswer)).Append("\n\n");
        }

        return text.ToString();
    }

    private static IEnumerable<FoundItem> Items(string text)
    {
        Draft? draft = null;
        foreach (var (i, untrimmed) in text.Split('\n').Index())
        {
            var line = untrimmed.Trim();
            if (IsPassedOver(line))
                continue;

            if (Option().IsMatch(line))
            {
                draft ??= Draft.Of(i + 1, null);
                draft.Options.Add(line[2..].Trim());
            }
            else if (line.StartsWith(Answer, StringComparison.Ordinal))
            {
                draft ??= Draft.Of(i + 1, null);
                yield return draft.Answered(line[Answer.Length..].Trim(), i + 1);
                draft = null;
            }
            else
            {
                if (draft is not null)
                    yield return draft.Unanswered();
                draft = Draft.Of(i + 1, line);
            }
        }

        if (draft is not null)
            yield return draft.Unanswered();
    }

    // Moodle passes over a stray letter: what has less than two bytes in UTF-8.
    private static bool IsPassedOver(string line) => line.Length == 0 || (line.Length == 1 && line[0] < 0x80);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private static char Letter(int option) => (char)('A' + option);

    [GeneratedRegex("^[A-Z][.)]")]
    private static partial Regex Option();

    // A question whose answer has not come yet.
    private sealed record Draft(FoundItem Item, string? Text, List<string> Options)
    {
        public static Draft Of(int line, string? text) => new(new(line) { Question = new(Type: QuestionParts.Single) }, text, []);

        public FoundItem Unanswered()
        {
            Item.Refuse($"No line '{Answer}' ends it before the next question. A question is one line.");
            return Item;
        }

        public FoundItem Answered(string answer, int line)
        {
            var right = answer.Length == 0 ? -1 : char.ToUpperInvariant(answer[0]) - 'A';
            if (Text is null)
                Item.Refuse("Before the options there is no line with the question.");
            else if (right < 0 || right >= Options.Count)
                Item.Refuse($"'{Answer}' must name one of the options.", line);
            else
                Item.Question = Item.Question with { Question = Text, Options = Options, CorrectAnswer = FoundItem.Right(right) };
            return Item;
        }
    }
}
