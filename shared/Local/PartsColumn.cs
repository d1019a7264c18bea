#pragma warning disable EF1001 // EF has no public way to track what it has not read itself, or to tell a part which place in its list it got
using System.Collections;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking.Internal;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Internal;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.Json;
using Microsoft.EntityFrameworkCore.Update;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

/// <summary>A document's list of parts in one column, as EF Core maps it and reads it: an array of JSON objects.</summary>
internal sealed class PartsColumn
{
    private readonly IEntityType _type;
    private readonly (string Name, IProperty Property, JsonValueReaderWriter Json)[] _values;
    private readonly object?[] _defaults;
    private readonly IReadOnlyList<IProperty> _key; // to EF: the document's, and the place in the list
    private Func<MaterializationContext, object>? _materialize;

    public PartsColumn(INavigation parts)
    {
        (Parts, _type) = (parts, parts.TargetEntityType);
        if (!parts.IsCollection || _type.GetNavigations().Any(navigation => !navigation.IsOnDependent))
            throw new NotSupportedException($"{parts.DeclaringEntityType.DisplayName()}: a document has lists of parts, and parts have values.");
        Name = _type.GetContainerColumnName()!;
        _values = [.. _type.GetProperties().Where(property => property.GetJsonPropertyName() is not null).Select(property =>
            (property.GetJsonPropertyName()!, property, (property.GetJsonValueReaderWriter() ?? property.GetTypeMapping().JsonValueReaderWriter)!))];
        _defaults = [.. _type.GetProperties().Select(property => property.ClrType.IsValueType ? Activator.CreateInstance(property.ClrType) : null)];
        _key = _type.FindPrimaryKey()!.Properties;
    }

    public string Name { get; }

    public INavigation Parts { get; }

    public string? Write(IUpdateEntry document)
    {
        if (Parts.GetGetter().GetClrValue(document.ToEntityEntry().Entity) is not IEnumerable all)
            return null;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            var place = 0;
            writer.WriteStartArray();
            foreach (var part in all)
            {
                var entry = ((InternalEntityEntry)document).StateManager.TryGetEntry(part, _type)!;
                entry.SetStoreGeneratedValue(_key[^1], ++place, setModified: false);
                Write(writer, entry);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Reads a document's parts into it and, where the context tracks it, has them tracked, too.</summary>
    public void Read(string? json, DocumentDb db, Document document, bool isTracked)
    {
        if (json is null)
            return;
        _materialize ??= db.GetService<IStructuralTypeMaterializerSource>().GetMaterializer(_type); // compiles it
        var list = Parts.GetCollectionAccessor()!;
        list.GetOrCreate(document, forMaterialization: true);
        var tracked = isTracked ? ((IDbContextDependencies)db).StateManager : null;
        tracked?.TryGetEntry(document)!.SetIsLoaded(Parts);

        var reader = new Utf8JsonReaderManager(new JsonReaderData(Encoding.UTF8.GetBytes(json)), null);
        reader.MoveNext();
        for (var place = 1; reader.MoveNext() == JsonTokenType.StartObject; place++)
        {
            var values = Values(ref reader);
            (values[_key[0].GetIndex()], values[_key[1].GetIndex()], values[_key[2].GetIndex()]) = (document.Partition, document.Id, place);
            var part = _materialize(new(new(values), db));
            if (tracked is null)
                list.Add(document, part, forMaterialization: true);
            else
                tracked.StartTrackingFromQuery(_type, part, new Snapshot<string, string, int>(document.Partition, document.Id, place)); // adds it
        }
    }

    private void Write(Utf8JsonWriter writer, InternalEntityEntry part)
    {
        writer.WriteStartObject();
        foreach (var (name, property, json) in _values)
        {
            writer.WritePropertyName(name);
            if (part.GetCurrentValue(property) is { } value)
                json.ToJson(writer, value);
            else
                writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }

    // What is not there, written by an older version, is what it is in C# where nobody sets it.
    private object?[] Values(ref Utf8JsonReaderManager reader)
    {
        var values = (object?[])_defaults.Clone();
        var next = 0; // they are in this order, as a rule
        while (reader.MoveNext() == JsonTokenType.PropertyName)
        {
            var at = 0;
            while (at < _values.Length && !reader.CurrentReader.ValueTextEquals(_values[(next + at) % _values.Length].Name))
                at++;
            if (at == _values.Length)
            {
                reader.Skip();
                continue;
            }

            next = (next + at) % _values.Length;
            var (_, property, json) = _values[next++];
            if (reader.MoveNext() != JsonTokenType.Null)
                values[property.GetIndex()] = json.FromJson(ref reader);
        }

        return values;
    }
}
