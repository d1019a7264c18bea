namespace QuizPlatform.Platform;

/// <summary>Turns what came in into valid values, gathering every fault so that the client sees all of them at once.</summary>
public sealed class Validation
{
    private readonly Dictionary<string, List<string>> _errors = [];

    /// <summary>The trimmed text. A fault is noted when it is missing or its length (in UTF-16 units) is out of range.</summary>
    public string Text(string field, string? value, int min, int max)
    {
        var text = value?.Trim() ?? "";
        if (text.Length < min)
            Add(field, text.Length == 0 ? $"'{field}' is required." : $"'{field}' must have at least {min} characters.");
        else if (text.Length > max)
            Add(field, $"'{field}' must have at most {max} characters.");
        else if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            Add(field, $"'{field}' contains a control character.");
        return text;
    }

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

    /// <exception cref="ProblemException">400 with all the faults noted so far.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count == 0)
            return;
        throw new ProblemException(400, _errors.Values.First()[0], "request.invalid")
        {
            Errors = _errors.ToDictionary(e => e.Key, e => e.Value.ToArray()),
        };
    }

    private void Add(string field, string sentence)
    {
        if (!_errors.TryGetValue(field, out var sentences))
            _errors[field] = sentences = [];
        sentences.Add(sentence);
    }
}
