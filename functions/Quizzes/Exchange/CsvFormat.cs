using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using QuizPlatform.Platform;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>
/// A table, as spreadsheets save it: a line for each question, and above them the names of the columns. What is right is said by the numbers of the options,
/// <c>1|3</c>; of pairs by <c>prompt=&gt;option</c> in the option's column.
/// </summary>
internal static class CsvFormat
{
    private const int MaxParts = 100; // of what is right that are looked at: several times as many as any question may have
    private const int MaxCells = 16_384; // in a row, as many as spreadsheets have
    private const char Or = '|';
    private const string Arrow = "=>";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\t\"\r\n");
    private static readonly string[] Options = [.. Enumerable.Range(1, Choices.Max).Select(i => $"option{i}")];
    private static readonly string[] Columns = ["type", "question", .. Options, "correct", "points", "explanation", "tolerance"];

    // As Excel writes them in the languages of many who have it.
    private static readonly string[] True = ["true", "wahr", "vrai", "verdadero", "vero", "verdadeiro", "waar", "prawda", "sant", "sand", "sann", "pravda"];
    private static readonly string[] False = ["false", "falsch", "faux", "falso", "onwaar", "fałsz", "falskt", "falsk", "usann", "nepravda"];

    public static FoundQuiz Read(ImportFile file)
    {
        var text = file.Text();
        var blank = text.Length - text.TrimStart('\n').Length; // lines before the names of the columns
        text = text[blank..];
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var header = end < 0 ? text : text[..end];
        return new() { Items = Items(text, blank, new[] { ",", ";", "\t" }.MaxBy(delimiter => header.AsSpan().Count(delimiter))!) };
    }

    public static string Write(ExportedQuiz exported)
    {
        exported.LosePenalty();
        var rows = exported.Questions.Select(question => Row(exported, question)).OfType<Dictionary<string, string>>().ToList();
        var columns = Columns.Where(column => column is "type" or "question" or "correct" || rows.Exists(row => row.ContainsKey(column))).ToList();
        using var text = new StringWriter();
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            NewLine = "\r\n",
            ShouldQuote = cell => cell.Field.AsSpan().ContainsAny(Quoted), // by default not for a line feed alone
        }))
        {
            foreach (var row in rows.Prepend(columns.ToDictionary(column => column)))
            {
                foreach (var column in columns)
                    csv.WriteField(Formulas.GuardWhole(row.GetValueOrDefault(column, "")));
                csv.NextRecord();
            }
        }

        return $"\uFEFF{text}"; // by which spreadsheets know UTF-8
    }

    private static IEnumerable<FoundItem> Items(string text, int blank, string delimiter)
    {
        var isBroken = false;
        using var csv = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
            BadDataFound = _ => isBroken = true,
        });
        if (!csv.Read())
            yield break;

        if (csv.Count > MaxCells)
            throw new UnreadableFileException(blank + 1, $"It has more than {MaxCells} columns.");
        var header = csv.Record!; // it is looked at only now
        if (isBroken)
            throw new UnreadableFileException(blank + 1, "Its quotes are not as they should be.");
        var names = Names(header);
        while (csv.Read())
        {
            var all = Enumerable.Range(0, Math.Min(csv.Count, MaxCells)).Select(i => csv[i]);
            var item = new FoundItem(blank + csv.RawRow - all.Sum(cell => cell.AsSpan().Count('\n')));
            string[] cells = [.. all.Take(names.Length)];
            if (isBroken)
                item.Refuse("Its quotes are not as they should be.");
            else if (csv.Count > MaxCells || all.Skip(names.Length).Any(cell => cell.Length > 0))
                item.Refuse("It has more cells than there are columns.");
            else if (cells.All(string.IsNullOrWhiteSpace))
                continue;
            else
                Read(item, Cells(names, cells), hasCommas: delimiter != ",");
            isBroken = false;
            yield return item;
        }
    }

    private static string[] Names(string[] header)
    {
        string[] names = [.. header.Select(name => name.Trim().ToLowerInvariant())];
        names = names[..(Array.FindLastIndex(names, name => name.Length > 0) + 1)]; // spreadsheets leave empty ones behind
        if (Array.Find(names, name => !Columns.Contains(name)) is { } unknown)
            throw new UnknownColumnException($"There is no column '{unknown.Cut(50)}'; those are {string.Join(", ", Columns)}.");
        return names.Distinct().Count() == names.Length ? names : throw new UnknownColumnException("A column is there twice.");
    }

    private static Dictionary<string, string> Cells(string[] names, string[] cells) =>
        names.Zip(cells, (name, cell) => (Name: name, Text: cell.Trim())).Where(cell => cell.Text.Length > 0)
            .ToDictionary(cell => cell.Name, cell => Formulas.Unguard(cell.Text));

    /// <param name="hasCommas">Whether a comma may stand before decimals.</param>
    private static void Read(FoundItem item, Dictionary<string, string> cells, bool hasCommas)
    {
        var type = cells.GetValueOrDefault("type", QuestionParts.Single);
        type = Written.Types.FirstOrDefault(known => known.Equals(type, StringComparison.OrdinalIgnoreCase)) ?? type;
        var correct = cells.GetValueOrDefault("correct", "");
        List<string?> options = [.. Options.Select(column => cells.GetValueOrDefault(column))];
        options.RemoveRange(options.FindLastIndex(option => option is not null) + 1, options.Count - options.FindLastIndex(option => option is not null) - 1);

        var question = new QuestionRequest(
            Type: type, Question: cells.GetValueOrDefault("question"), Options: options, Explanation: cells.GetValueOrDefault("explanation"),
            Points: Whole(item, "points", cells.GetValueOrDefault("points")));
        item.Question = type switch
        {
            "single" => question with { CorrectAnswer = Index(item, correct, options.Count) },
            "multiple" => question with { CorrectAnswer = FoundItem.Right(Indexes(item, correct, options.Count)) },
            "ordering" => question with { CorrectAnswer = correct.Length > 0 ? FoundItem.Right(Indexes(item, correct, options.Count)) : null },
            "trueFalse" => question with
            {
                CorrectAnswer = Truth(correct) is { } isTrue ? FoundItem.Right(isTrue) : Wrong(item, correct, "true or false"),
            },
            "numeric" => question with
            {
                CorrectAnswer = Number(item, "correct", correct, hasCommas),
                Tolerance = cells.TryGetValue("tolerance", out var tolerance) ? Number(item, "tolerance", tolerance, hasCommas) : null,
            },
            "text" => Text(question, correct.Split(Or, MaxParts, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
            "matching" => Matching(item, question, options),
            "gaps" => Refused(item, question),
            _ => question,
        };
        if (type != "numeric" && cells.ContainsKey("tolerance"))
            item.Refuse($"'tolerance' does not belong to the type {type}.");
    }

    private static QuestionRequest Refused(FoundItem item, QuestionRequest question)
    {
        item.Refuse("Questions with gaps cannot be said in a table.");
        return question;
    }

    private static QuestionRequest Text(QuestionRequest question, string[] accepted) => accepted.Length == 0 ? question : question with
    {
        CorrectAnswer = FoundItem.Right(accepted[0]),
        AlsoAccepted = [.. accepted.Skip(1).Select(text => new AcceptedRequest(text))],
    };

    private static QuestionRequest Matching(FoundItem item, QuestionRequest question, List<string?> pairs)
    {
        var (prompts, options, right) = (new List<string?>(), new List<string?>(), new List<int>());
        foreach (var pair in pairs)
        {
            if (pair?.Split(Arrow, 2, StringSplitOptions.TrimEntries) is not [var prompt, var option])
            {
                item.Refuse($"Each pair must have an arrow, {Arrow} .");
                break;
            }

            if (!options.Contains(option))
                options.Add(option);
            if (prompt.Length == 0)
                continue; // an option that belongs to none
            prompts.Add(prompt);
            right.Add(options.IndexOf(option));
        }

        return question with { Options = options, Prompts = prompts, CorrectAnswer = FoundItem.Right(right) };
    }

    private static JsonElement? Index(FoundItem item, string correct, int options)
    {
        var indexes = Indexes(item, correct, options);
        return indexes is [var only] ? FoundItem.Right(only) : Wrong(item, indexes.Count > 0 ? correct : "", "the number of one option");
    }

    private static List<int> Indexes(FoundItem item, string correct, int options)
    {
        var indexes = new List<int>();
        foreach (var part in correct.Split(Or, MaxParts, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= options)
                indexes.Add(number - 1);
            else
                Wrong(item, part, "numbers of options, as 1|3");
        }

        return indexes;
    }

    private static bool? Truth(string word) => True.Contains(word, StringComparer.OrdinalIgnoreCase) ? true
        : False.Contains(word, StringComparer.OrdinalIgnoreCase) ? false : null;

    private static JsonElement? Number(FoundItem item, string column, string text, bool hasCommas)
    {
        if (hasCommas && !text.Contains('.', StringComparison.Ordinal))
            text = text.Replace(',', '.');
        if (text.Length > 0 && !Numbers.TryRead(text, out _))
            item.Refuse($"'{column}' must be a number from -1e15 to 1e15, as 3.14.");
        return Numbers.TryRead(text, out var number) ? FoundItem.Right(number) : null;
    }

    private static int? Whole(FoundItem item, string column, string? text)
    {
        if (text is null)
            return null;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            item.Refuse($"'{column}' must be a whole number.");
        return number;
    }

    // Where nothing is said, that is told later.
    private static JsonElement? Wrong(FoundItem item, string correct, Sentence must)
    {
        if (correct.Length > 0)
            item.Refuse($"'correct' must be {must}.");
        return null;
    }

    // Null where a table has no such question.
    private static Dictionary<string, string>? Row(ExportedQuiz exported, Question question)
    {
        var parts = question.Parts();
        var solution = question.Missing() is null ? parts.Solution() : null;
        if (solution is null or GapsSolution)
        {
            exported.LeaveOut(question, solution is null ? "It is not finished." : "Questions with gaps cannot be said in a table.");
            return null;
        }

        var row = new Dictionary<string, string> { ["type"] = question.Type, ["question"] = question.Text };
        exported.LoseCredit(question);
        exported.LoseMarkdown(question);
        if (question.Points != 1)
            row["points"] = question.Points.ToString(CultureInfo.InvariantCulture);
        if (question.Explanation is { } explanation)
            row["explanation"] = explanation;
        var options = parts.Options;
        switch (solution)
        {
            case SingleSolution single:
                row["correct"] = Number(single.CorrectAnswer);
                break;
            case MultipleSolution multiple:
                row["correct"] = string.Join(Or, multiple.CorrectAnswer.Order().Select(Number));
                break;
            case TrueFalseSolution trueFalse:
                row["correct"] = trueFalse.CorrectAnswer ? "true" : "false";
                break;
            case OrderingSolution ordering:
                options = [.. ordering.CorrectAnswer.Select(option => parts.Options[option])];
                break;
            case NumericSolution numeric:
                exported.Lose(question, numeric.Unit is not null, "A table has no units.");
                exported.Lose(question, numeric.AlsoAccepted is { Count: > 0 }, "A table has one number that is right.");
                exported.Lose(question, numeric.ToleranceType == ToleranceType.Relative, "A table has absolute tolerances only: it is written as one.");
                row["correct"] = numeric.CorrectAnswer.ToString(CultureInfo.InvariantCulture);
                if (numeric.Accepted.First().AbsoluteTolerance is > 0 and var tolerance)
                    row["tolerance"] = tolerance.ToString(CultureInfo.InvariantCulture);
                break;
            case TextSolution text:
                exported.Lose(question, text.Accepted.Any(one => one.Credit < 1), "In a table all that is accepted earns all points.");
                exported.Lose(question, text.CaseSensitive || text.IgnoreAccents || text.Wildcards, "A table cannot say how texts are compared.");
                row["correct"] = string.Join(Or, text.Accepted.Select(one => one.Text));
                if (text.Accepted.Any(one => one.Text.Contains(Or, StringComparison.Ordinal)))
                    exported.LeaveOut(question, $"In a table {Or} parts texts.");
                break;
            case MatchingSolution matching:
                var free = Enumerable.Range(0, options.Count).Except(matching.CorrectAnswer).Select(option => $"{Arrow}{parts.Options[option]}");
                options = [.. parts.Prompts.Zip(matching.CorrectAnswer, (prompt, option) => $"{prompt}{Arrow}{parts.Options[option]}"), .. free];
                if (options.Count > Options.Length || parts.Prompts.Any(prompt => prompt.Contains(Arrow, StringComparison.Ordinal)))
                    exported.LeaveOut(question, $"A table has {Options.Length} pairs, and ends a prompt at {Arrow} .");
                break;
        }

        foreach (var (column, option) in Options.Zip(options))
            row[column] = option;
        return exported.IsLeftOut(question) ? null : row;

        static string Number(int option) => (option + 1).ToString(CultureInfo.InvariantCulture);
    }
}
