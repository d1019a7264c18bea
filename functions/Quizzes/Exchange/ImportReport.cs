using System.Text.Json.Serialization;

namespace QuizPlatform.Quizzes;

/// <summary>What became of the questions of a file, or what becomes of those of a quiz in a format that cannot hold all.</summary>
/// <param name="Messages">What belongs to no question.</param>
/// <param name="Items">The questions, up to the thousandth message.</param>
public sealed record ImportReport(string Format, ImportCounts Counts, IReadOnlyList<ImportMessage> Messages, IReadOnlyList<ImportItem> Items);

/// <param name="Ok">Questions that are taken.</param>
/// <param name="Warnings">Questions that are taken, but not just as they were.</param>
/// <param name="Errors">What is not taken.</param>
public sealed record ImportCounts(int Ok, int Warnings, int Errors)
{
    [JsonIgnore]
    public int Taken => Ok + Warnings;
}

/// <param name="Item">Counted from 1.</param>
/// <param name="Line">Where it begins in the file; null where that has no lines.</param>
/// <param name="Type">As far as it is known.</param>
/// <param name="Status"><c>ok</c>, <c>warning</c> or <c>error</c>.</param>
public sealed record ImportItem(int Item, int? Line, string? Type, string Status, IReadOnlyList<ImportMessage> Messages);

/// <param name="Line">In the file; null where that has no lines.</param>
public sealed record ImportMessage(int? Line, string Sentence);

/// <summary>Counts items as they come, and keeps what is listed of them.</summary>
internal sealed class ReportBuilder(string format)
{
    private const int MaxMessages = 900; // with the 100 that belong to no question

    private readonly List<ImportItem> _items = [];
    private int _ok, _warnings, _errors, _messages;

    public void Add(int? line, string? type, IReadOnlyList<ImportMessage> warnings, IReadOnlyList<ImportMessage> errors)
    {
        var status = errors.Count > 0 ? "error" : warnings.Count > 0 ? "warning" : "ok";
        _ = status switch { "error" => _errors++, "warning" => _warnings++, _ => _ok++ };
        if (_messages >= MaxMessages)
            return;
        ImportMessage[] messages = [.. errors.Concat(warnings).Take(MaxMessages - _messages)];
        _messages += messages.Length;
        _items.Add(new(_ok + _warnings + _errors, line, type, status, messages));
    }

    public ImportReport Report(IReadOnlyList<ImportMessage> messages) => new(format, new(_ok, _warnings, _errors), messages, _items);
}
