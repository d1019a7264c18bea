using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace QuizPlatform.Quizzes;

/// <summary>Moodle's GIFT, as Moodle reads it: questions end at blank lines, and their answers stand in braces.</summary>
internal static partial class GiftReader
{
    private const string Category = "$CATEGORY:";

    public static FoundQuiz Read(ImportFile file)
    {
        var found = new FoundQuiz();
        found.Items = Items(file.Text(), found);
        return found;
    }

    private static IEnumerable<FoundItem> Items(string text, FoundQuiz found)
    {
        var (markdown, others) = (0, 0);
        foreach (var (line, lines, points) in Blocks(text, found))
        {
            var block = WithoutName(GiftText.Mark(lines));
            var (open, close) = (block.IndexOf('{', StringComparison.Ordinal), block.IndexOf('}', StringComparison.Ordinal));
            if (open < 0 && close < 0)
            {
                found.Warn(line, "A text without braces is no question.");
                continue;
            }

            var item = new FoundItem(line);
            if (open < 0 || close < open)
                item.Refuse("Its answers must stand in braces, { and }.");
            else if (new GiftQuestion(item).Read(Asked(block, open, close), block[(open + 1)..close].Trim(), points) == GiftText.Markdown)
                markdown++;
            else
                others++;
            if (close >= 0 && block.IndexOf('{', close) >= 0)
                item.Warn("Only the first braces are for answers; others stay text.");
            yield return item;
        }

        if (markdown > 0 && others == 0)
            found.Quiz = found.Quiz with { TextFormat = QuizContent.Markdown };
        else if (markdown > 0)
            found.Warn(null, $"Some questions are Markdown ({markdown}), others are not ({others}): all texts are taken as they are, for plain ones.");
    }

    // Comments are no part of a question, but for the points that stand in them.
    private static IEnumerable<(int Line, string Text, int? Points)> Blocks(string text, FoundQuiz found)
    {
        var (block, from, points) = (new StringBuilder(), 0, default(int?));
        var reader = new StringReader(text + "\n\n");
        for (var number = 1; reader.ReadLine() is { } untrimmed; number++)
        {
            var line = untrimmed.Trim();
            if (line.Length == 0)
            {
                if (block.Length > 0)
                    yield return (from, block.ToString(), points);
                block.Clear();
                points = null;
            }
            else if (line.StartsWith("//", StringComparison.Ordinal))
            {
                points = Points().Match(line) is { Success: true } said ? int.Parse(said.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : points;
            }
            else if (block.Length == 0 && line.StartsWith(Category, StringComparison.Ordinal))
            {
                found.Warn(number, "Categories are left out.");
            }
            else
            {
                from = block.Length == 0 ? number : from;
                block.Append(block.Length == 0 ? "" : "\n").Append(line);
            }
        }
    }

    private static string WithoutName(string block)
    {
        if (!block.StartsWith("::", StringComparison.Ordinal))
            return block;
        var end = block.IndexOf("::", 2, StringComparison.Ordinal);
        return end < 0 ? block[2..] : block[(end + 2)..].Trim();
    }

    // Where text follows the braces, they are a missing word.
    private static string Asked(string block, int open, int close) =>
        block[..open] + (block.EndsWith('}') ? "" : "_____") + block[(close + 1)..];

    [GeneratedRegex(@"\[points:\s*([0-9]{1,6})\s*\]")]
    private static partial Regex Points();
}
