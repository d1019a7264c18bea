namespace QuizPlatform.Platform;

/// <summary>Turns what came in into valid values, gathering every fault so that the client sees all of them at once.</summary>
public sealed class Validation
{
    private readonly Dictionary<string, List<string>> _errors = [];
    private readonly Dictionary<string, object> _reasons = [];

    /// <summary>Whether a fault has been noted.</summary>
    public bool HasFaults => _errors.Count > 0;

    /// <summary>The fields of which faults have been noted.</summary>
    public IEnumerable<string> Fields => _errors.Keys;

    /// <summary>
    /// The text in the spelling to keep (<see cref="VisibleText.Spell"/>), of several lines if need be. A fault is noted when it is missing, its
    /// length (in UTF-16 units) is out of range, or it is not fit to be shown.
    /// </summary>
    public string Text(string field, string? value, int min, int max) => Read(field, value, min, max, lines: true);

    /// <summary>As <see cref="Text"/>, for what stands in one line: names, titles, tags.</summary>
    public string Line(string field, string? value, int min, int max) => Read(field, value, min, max, lines: false);

    /// <summary>The number, or <paramref name="otherwise"/> when there is none. A fault is noted when it is out of range.</summary>
    public int Number(string field, int? value, int min, int max, int otherwise)
    {
        if (value is { } number && (number < min || number > max))
            Add(field, $"'{field}' must be between {min} and {max}.");
        return value ?? otherwise;
    }

    public void Check(bool holds, string field, string sentence)
    {
        if (!holds)
            Add(field, sentence);
    }

    /// <summary>Notes a fault of a field that may have several, with what a client can tell this one by, e.g. <c>too-short</c>.</summary>
    public void Refuse(string field, string sentence, string reason)
    {
        Add(field, sentence);
        _reasons[field] = reason;
    }

    /// <exception cref="ProblemException">400 with all the faults noted so far.</exception>
    public void ThrowIfAny()
    {
        if (!HasFaults)
            return;
        throw new ProblemException(400, _errors.Values.First()[0], "request.invalid")
        {
            Errors = _errors.ToDictionary(e => e.Key, e => e.Value.ToArray()),
            Extensions = _reasons.Count == 0 ? null : new Dictionary<string, object> { ["reasons"] = _reasons },
        };
    }

    private string Read(string field, string? value, int min, int max, bool lines)
    {
        var text = VisibleText.Spell(value ?? "", lines);
        if (text.Length < min)
            Add(field, text.Length == 0 ? $"'{field}' is required." : $"'{field}' must have at least {min} characters.");
        else if (text.Length > max)
            Add(field, $"'{field}' must have at most {max} characters.");
        else if (VisibleText.Fault(text, lines) is { } fault)
            Add(field, $"'{field}' {fault}.");
        return text;
    }

    private void Add(string field, string sentence)
    {
        if (!_errors.TryGetValue(field, out var sentences))
            _errors[field] = sentences = [];
        sentences.Add(sentence);
    }
}
