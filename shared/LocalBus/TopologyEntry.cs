using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;

namespace QuizPlatform.LocalBus;

/// <summary>An object of the topology file. It remembers what it was asked for, so that the rest can be refused by name.</summary>
internal sealed partial class TopologyEntry(string title, JsonElement? json)
{
    private readonly HashSet<string> _asked = [];
    private readonly List<TopologyEntry> _inner = [];
    private string _title = title;

    public override string ToString() => _title;

    /// <summary>Its name, which it is called by from now on. It becomes a file's name: so the characters that Service Bus allows, without the slash.</summary>
    public string Name(string kind, string prefix = "")
    {
        var name = Value("Name", JsonValueKind.String)?.GetString();
        if (name is null || !EntityName().IsMatch(name))
            throw new FormatException($"{this} has no name, or one with other characters than letters, digits, '.', '_' and '-'");
        _title = $"{kind} '{prefix}{name}'";
        return name;
    }

    /// <summary>Empty if it is not there.</summary>
    public TopologyEntry Object(string name)
    {
        var entry = new TopologyEntry(_title, Value(name, JsonValueKind.Object));
        _inner.Add(entry);
        return entry;
    }

    public IReadOnlyList<TopologyEntry>? List(string name, string title)
    {
        var entries = Value(name, JsonValueKind.Array)?.EnumerateArray().Select(item => new TopologyEntry(title, item)).ToList();
        _inner.AddRange(entries ?? []);
        return entries;
    }

    /// <summary>Of the characters that a name has; null if it is not there.</summary>
    public string? Text(string name) => Value(name, JsonValueKind.String)?.GetString() switch
    {
        null => null,
        { } text when EntityName().IsMatch(text) => text,
        _ => throw new FormatException($"{name} of {this} has other characters than letters, digits, '.', '_' and '-'"),
    };

    public TimeSpan Duration(string name, TimeSpan otherwise)
    {
        if (Value(name) is not { } value) return otherwise;
        try
        {
            if (value.ValueKind == JsonValueKind.String && XmlConvert.ToTimeSpan(value.GetString()!) is { Ticks: > 0 } duration) return duration;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            // Told below, with the property's name.
        }
        throw new FormatException($"{name} of {this} is {value.GetRawText()}, not an ISO 8601 duration such as PT1M");
    }

    public long Count(string name, long otherwise)
    {
        if (Value(name) is not { } value) return otherwise;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count > 0
            ? count
            : throw new FormatException($"{name} of {this} is {value.GetRawText()}, not a whole number above 0");
    }

    public bool Flag(string name) => Value(name) is { } value
        && (value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw new FormatException($"{name} of {this} is {value.GetRawText()}, not true or false"));

    /// <summary>It may be there and means nothing here.</summary>
    public void Ignore(string name) => _asked.Add(name);

    /// <summary>Refuses what nobody asked for, here and inside, unless it says no to it.</summary>
    public void RefuseTheRest()
    {
        if (json is { ValueKind: not JsonValueKind.Object })
            throw new FormatException($"{this} is not of the kind {JsonValueKind.Object}");
        foreach (var member in json?.EnumerateObject() ?? default)
            if (!_asked.Contains(member.Name) && !IsNo(member.Value))
                throw new FormatException($"{this} has {member.Name}, which the embedded bus does not know");
        _inner.ForEach(entry => entry.RefuseTheRest());
    }

    private JsonElement? Value(string name, JsonValueKind kind) => Value(name) switch
    {
        null => null,
        { } value when value.ValueKind == kind => value,
        _ => throw new FormatException($"'{name}' is not of the kind {kind}"),
    };

    private JsonElement? Value(string name)
    {
        _asked.Add(name);
        return json is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
    }

    private static bool IsNo(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.False
        || value is { ValueKind: JsonValueKind.String } && value.ValueEquals("") || value is { ValueKind: JsonValueKind.Array } && value.GetArrayLength() == 0;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,49}\z")]
    private static partial Regex EntityName();
}
