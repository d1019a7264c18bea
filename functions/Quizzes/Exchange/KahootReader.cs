using System.Globalization;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>
/// The template that Kahoot has for spreadsheets (xlsx). In its first sheet a row of headings, with <c>Question</c> in column B, has below it a row for each
/// question: its text in B, up to four options in C to F, seconds in G, the numbers of the right ones in H.
/// </summary>
internal static class KahootReader
{
    private const int Question = 1, FirstOption = 2, Options = 4, Time = 6, Correct = 7;

    public static FoundQuiz Read(ImportFile file)
    {
        var found = new FoundQuiz();
        found.Items = Items(file, found);
        return found;
    }

    private static IEnumerable<FoundItem> Items(ImportFile file, FoundQuiz found)
    {
        var (isBelow, hasTimes) = (false, false);
        foreach (var row in XlsxSheet.Rows(file.Bytes, Correct + 1, sentence => found.Warn(null, sentence)))
        {
            var cells = row.Cells.Skip(Question).ToArray(); // what is in A numbers the rows
            if (isBelow && Array.Exists(cells, cell => cell.Text is not null))
                yield return Item(row);
            hasTimes |= isBelow && row.Cells[Time].Text is not null;
            if (!isBelow && row.Cells.Any(cell => "option1".Equals(cell.Text, StringComparison.OrdinalIgnoreCase)))
                throw new UnreadableFileException(null, "It is not Kahoot's template. A table of your own can be read once it is saved as CSV.");
            isBelow = isBelow || row.Cells[Question].Text?.StartsWith("Question", StringComparison.OrdinalIgnoreCase) is true;
        }

        if (!isBelow)
        {
            throw new UnreadableFileException(
                null, "It is not Kahoot's template, which has the heading 'Question' in column B. A table of your own can be read once it is saved as CSV.");
        }

        if (hasTimes)
            found.Warn(null, "The time limits of its questions are left out.");
    }

    private static FoundItem Item(XlsxRow row)
    {
        var item = new FoundItem(row.Number);
        XlsxCell[] answers = [.. row.Cells.Skip(FirstOption).Take(Options)];
        if (row.Cells[Question].Text is null)
            item.Refuse("Column B must have the question.");
        if (answers.Count(answer => answer.Text is not null) < Choices.Min)
            item.Refuse("Columns C to F must have two answers or more.");
        List<int> right = [.. Right(item, row.Cells[Correct].Text ?? "?", answers).Distinct().Order()];
        if (answers.Append(row.Cells[Question]).Any(cell => cell.IsRough))
            item.Warn("A number or a date in it may look otherwise in the spreadsheet.");
        if (right.Count > 1)
            item.Warn("Several answers are right: all of them must be chosen here, where Kahoot takes any one.");
        item.Question = new(
            Type: right.Count > 1 ? "multiple" : QuestionParts.Single, Question: row.Cells[Question].Text,
            Options: [.. answers.Select(answer => answer.Text).OfType<string>()])
        {
            CorrectAnswer = right.Count > 1 ? FoundItem.Right(right) : right is [var only] ? FoundItem.Right(only) : null,
        };
        return item;
    }

    // Indexes among the options that are there. One alone is a number as often as a text.
    private static IEnumerable<int> Right(FoundItem item, string text, XlsxCell[] answers)
    {
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Options
                && answers[number - 1].Text is not null)
                yield return answers.Take(number - 1).Count(answer => answer.Text is not null);
            else
                item.Refuse("Column H must have the numbers of the right answers, as 1,3.");
        }
    }
}
