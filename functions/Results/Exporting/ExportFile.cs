using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CsvHelper;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <param name="Text">In pieces, made while they are asked for.</param>
/// <param name="Next">When the first row came in that is for the next file; null: there is none.</param>
public sealed record ExportFile(IAsyncEnumerable<string> Text, DateTimeOffset? Next);

/// <param name="Value">A text, a number, a time, yes or no; null: an empty cell.</param>
internal sealed record Column<T>(string Name, Func<T, object?> Value);

internal static class ExportText
{
    /// <summary>RFC 4180, with the mark by which spreadsheets know UTF-8. Times are UTC.</summary>
    public static async IAsyncEnumerable<string> Csv<T>(
        IReadOnlyList<Column<T>> columns, IAsyncEnumerable<T> rows, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var text = new StringWriter();
        await using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        yield return $"\uFEFF{Line(columns.Select(column => (object?)column.Name))}";
        await foreach (var row in rows.WithCancellation(cancellation))
            yield return Line(columns.Select(column => column.Value(row)));

        string Line(IEnumerable<object?> cells)
        {
            foreach (var cell in cells)
                csv.WriteField(Cell(cell));
            csv.NextRecord();
            csv.Flush();
            var line = text.ToString();
            text.GetStringBuilder().Clear();
            return line;
        }
    }

    /// <summary>An object with the quiz's id and the rows.</summary>
    public static async IAsyncEnumerable<string> AsJson<T>(
        string quizId, string name, IAsyncEnumerable<T> rows, [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return $"{{\"quizId\":\"{quizId}\",\"{name}\":[";
        var between = "\n";
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            yield return between + JsonSerializer.Serialize(row, Json.Options);
            between = ",\n";
        }

        yield return "\n]}\n";
    }

    /// <summary>Times to the tick would tell whose pseudonym it is: boards have them too.</summary>
    public static DateTimeOffset WholeSecond(this DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), time.Offset);

    private static string? Cell(object? value) => value switch
    {
        string text => Formulas.Guard(text), // players write such texts
        bool isSo => isSo ? "true" : "false",
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
