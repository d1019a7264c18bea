using System.Text.Json.Serialization;

namespace QuizPlatform.Quizzes;

/// <summary>What became of the questions of a file, or what becomes of those of a quiz in a format that cannot hold all.</summary>
/// <param name="Messages">What belongs to no question.</param>
/// <param name="Items">The questions, up to the thousandth message.</param>
public sealed record ImportReport(string Format, ImportCounts Counts, IReadOnlyList<ImportMessage> Messages, IReadOnlyList<ImportItem> Items)
{
    /// <summary>That not all of a file is taken.</summary>
    internal Sentence Refusal()
    {
        if (Counts.Taken == 0)
            return "Nothing in the file can be taken.";
        return $"Of the questions in the file, {Counts.Errors} cannot be taken.";
    }

    /// <summary>That not all of a quiz goes into a file.</summary>
    internal Sentence Loss()
    {
        if (Counts.Taken == 0)
            return $"The format {Format} can hold none of it.";
        return $"The format {Format} cannot hold all of it. Ask for it with 'lossy=true' all the same.";
    }
}

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
/// <param name="Sentence">In English or German, whichever <c>Accept-Language</c> prefers; so is the <c>detail</c> of a problem with a file.</param>
public sealed record ImportMessage(int? Line, string Sentence);

/// <summary>Counts items as they come, and keeps what is listed of them.</summary>
/// <param name="language">Of its sentences.</param>
internal sealed class ReportBuilder(string format, string language)
{
    private const int MaxMessages = 900; // with the 100 that belong to no question

    private readonly List<ImportItem> _items = [];
    private int _ok, _warnings, _errors, _messages;

    public bool IsEmpty => _ok + _warnings + _errors == 0;

    public void Add(int? line, string? type, IReadOnlyList<Told> warnings, IReadOnlyList<Told> errors)
    {
        var status = errors.Count > 0 ? "error" : warnings.Count > 0 ? "warning" : "ok";
        _ = status switch { "error" => _errors++, "warning" => _warnings++, _ => _ok++ };
        if (_messages >= MaxMessages)
            return;
        ImportMessage[] messages = [.. errors.Concat(warnings).Take(MaxMessages - _messages).Select(Message)];
        _messages += messages.Length;
        _items.Add(new(_ok + _warnings + _errors, line, type, status, messages));
    }

    public ImportReport Report(IEnumerable<Told> messages) => new(format, new(_ok, _warnings, _errors), [.. messages.Select(Message)], _items);

    private ImportMessage Message(Told told) => new(told.Line, told.Sentence.In(language));
}
