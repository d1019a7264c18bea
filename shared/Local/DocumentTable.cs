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
using Microsoft.EntityFrameworkCore.Update;
using QuizPlatform.LocalBus;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

/// <summary>The rows of documents of one kind, as EF Core maps them and reads them.</summary>
internal sealed class DocumentTable
{
    private const string Annotation = "QuizPlatform:Table";

    private readonly string _name, _insert, _select;
    private readonly IEntityType _type;
    private readonly IProperty _partition, _id, _version;
    private readonly List<(string Column, IProperty Property)> _properties;
    private readonly List<(string Column, INavigation Parts)> _parts;
    private Func<MaterializationContext, object>? _materialize;

    private DocumentTable(IEntityType type)
    {
        _type = type;
        _name = $"\"{type.GetTableName()}\"";
        (_partition, _id) = (type.FindProperty(nameof(Document.Partition))!, type.FindProperty(nameof(Document.Id))!);
        _version = type.FindProperty(SqliteDocumentModel.Version)!;
        _properties = [.. type.GetProperties().Select(property => ($"\"{property.GetColumnName()}\"", property))];
        if (type.GetNavigations().Any(parts => !parts.IsCollection || parts.TargetEntityType.GetNavigations().Any(navigation => !navigation.IsOnDependent)))
            throw new NotSupportedException($"{type.DisplayName()}: a document has lists of parts, and parts have values.");
        _parts = [.. type.GetNavigations().Select(parts => ($"\"{parts.TargetEntityType.GetContainerColumnName()}\"", parts))];
        var columns = _properties.Select(of => of.Column).Concat(_parts.Select(of => of.Column)).ToList();
        _insert = $"INSERT INTO {_name} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})";
        _select = $"SELECT {string.Join(", ", columns)} FROM {_name} WHERE \"Partition\" = ? AND \"Id\" = ?";
    }

    public static DocumentTable Of(IEntityType type) => type.GetOrAddRuntimeAnnotationValue(Annotation, static type => new DocumentTable(type!), type);

    /// <summary>Whether <see cref="Read"/> can: parts it leaves to EF.</summary>
    public bool CanRead => _parts.Count == 0;

    /// <summary>Reads the document of one row.</summary>
    /// <param name="isTracked">Whether the context is to save its changes.</param>
    /// <returns>Null when there is no such row.</returns>
    public object? Read(PreparedStatements statements, DbContext context, string partition, string id, bool isTracked)
    {
        var row = statements[_select];
        row.Query(partition, id);
        if (!row.Read())
            return null;
        var values = new object?[_properties.Count];
        for (var column = 0; column < values.Length; column++)
            values[_properties[column].Property.GetIndex()] = Value(row, column, _properties[column].Property);
        row.Reset();
        _materialize ??= context.GetService<IStructuralTypeMaterializerSource>().GetMaterializer(_type); // compiles it
        var document = _materialize(new(new(values), context));
        if (isTracked)
            ((IDbContextDependencies)context).StateManager.StartTrackingFromQuery(_type, document, new Snapshot<long>((long)values[_version.GetIndex()]!));
        return document;
    }

    /// <param name="values">Gets the statement's parameters.</param>
    /// <returns>A statement that makes the row.</returns>
    public string Insert(IUpdateEntry entry, List<SqlValue> values)
    {
        foreach (var (_, property) in _properties)
            values.Add(Stored(property, entry.GetCurrentValue(property)));
        foreach (var (_, parts) in _parts)
            values.Add(Json(parts, entry));
        return _insert;
    }

    /// <returns>A statement that changes what has changed in the row or, where somebody else has changed or removed it meanwhile, none.</returns>
    /// <inheritdoc cref="Insert"/>
    public string Update(IUpdateEntry entry, IReadOnlySet<INavigation> changedParts, List<SqlValue> values)
    {
        var sql = new StringBuilder("UPDATE ").Append(_name).Append(" SET ");
        foreach (var (column, property) in _properties)
        {
            if (!entry.IsModified(property))
                continue;
            sql.Append(values.Count == 0 ? "" : ", ").Append(column).Append(" = ?");
            values.Add(Stored(property, entry.GetCurrentValue(property)));
        }

        foreach (var (column, parts) in _parts)
        {
            if (!changedParts.Contains(parts))
                continue;
            sql.Append(values.Count == 0 ? "" : ", ").Append(column).Append(" = ?");
            values.Add(Json(parts, entry));
        }

        return Where(sql, entry, values);
    }

    /// <returns>A statement that removes the row or, where somebody else has changed or removed it meanwhile, none.</returns>
    /// <inheritdoc cref="Insert"/>
    public string Delete(IUpdateEntry entry, List<SqlValue> values) => Where(new StringBuilder("DELETE FROM ").Append(_name), entry, values);

    private string Where(StringBuilder sql, IUpdateEntry entry, List<SqlValue> values)
    {
        foreach (var property in (ReadOnlySpan<IProperty>)[_partition, _id, _version])
            values.Add(Stored(property, entry.GetOriginalValue(property)));
        return sql.Append(" WHERE \"Partition\" = ? AND \"Id\" = ? AND \"").Append(SqliteDocumentModel.Version).Append("\" = ?").ToString();
    }

    private static SqlValue Stored(IProperty property, object? value)
    {
        var stored = property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
        return stored switch
        {
            null => (string?)null,
            string text => text,
            long number => number,
            int number => number,
            bool flag => flag ? 1 : 0,
            double number => number,
            byte[] bytes => bytes,
            _ => throw new NotSupportedException($"{property.DeclaringType.DisplayName()}.{property.Name}: a {stored.GetType().Name} cannot be saved."),
        };
    }

    private static object? Value(Statement row, int column, IProperty property)
    {
        if (row.IsNull(column))
            return null;
        var converter = property.GetTypeMapping().Converter;
        var stored = Stored(row, column, Underlying(converter?.ProviderClrType ?? property.ClrType));
        return converter is null ? stored : converter.ConvertFromProvider(stored);
    }

    private static object? Stored(Statement row, int column, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => row.Text(column),
        TypeCode.Int64 => row.Int64(column),
        TypeCode.Int32 => (int)row.Int64(column),
        TypeCode.Boolean => row.Int64(column) != 0,
        TypeCode.Double => row.Double(column),
        _ when type == typeof(byte[]) => row.Bytes(column),
        _ => throw new NotSupportedException($"A {type.Name} cannot be read."),
    };

    private static Type Underlying(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static string? Json(INavigation parts, IUpdateEntry owner)
    {
        if (parts.GetGetter().GetClrValue(owner.ToEntityEntry().Entity) is not IEnumerable all)
            return null;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            var place = 0;
            writer.WriteStartArray();
            foreach (var part in all)
                Write(writer, ((InternalEntityEntry)owner).StateManager.TryGetEntry(part, parts.TargetEntityType)!, ++place);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter writer, IUpdateEntry part, int place)
    {
        writer.WriteStartObject();
        foreach (var property in part.EntityType.GetProperties())
        {
            if (property.GetJsonPropertyName() is { } name)
            {
                writer.WritePropertyName(name);
                Write(writer, property, part.GetCurrentValue(property));
            }
            else if (!property.IsForeignKey())
            {
                part.SetStoreGeneratedValue(property, place, setModified: false); // the part's key, to EF
            }
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, IProperty property, object? value)
    {
        if (value is null)
            writer.WriteNullValue();
        else
            (property.GetJsonValueReaderWriter() ?? property.GetTypeMapping().JsonValueReaderWriter)!.ToJson(writer, value);
    }
}

/// <summary>A row to write.</summary>
/// <param name="Sql">Changes one row or, where another has changed or removed it meanwhile, none.</param>
internal sealed record RowChange(IUpdateEntry Entry, string Sql, SqlValue[] Values)
{
    /// <param name="changedParts">The documents' parts of which any have changed.</param>
    public static RowChange Of(IUpdateEntry entry, IReadOnlySet<INavigation> changedParts)
    {
        var (table, values) = (DocumentTable.Of(entry.EntityType), new List<SqlValue>());
        var sql = entry.EntityState switch
        {
            EntityState.Added => table.Insert(entry, values),
            EntityState.Deleted => table.Delete(entry, values),
            _ => table.Update(entry, changedParts, values),
        };
        return new(entry, sql, [.. values]);
    }
}
