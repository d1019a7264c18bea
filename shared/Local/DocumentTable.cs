#pragma warning disable EF1001 // EF has no public way to track what it has not read itself
using System.Text;
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
    private readonly List<PartsColumn> _parts;
    private Func<MaterializationContext, object>? _materialize;

    private DocumentTable(IEntityType type)
    {
        _type = type;
        _name = $"\"{type.GetTableName()}\"";
        (_partition, _id) = (type.FindProperty(nameof(Document.Partition))!, type.FindProperty(nameof(Document.Id))!);
        _version = type.FindProperty(SqliteDocumentModel.Version)!;
        _properties = [.. type.GetProperties().Select(property => ($"\"{property.GetColumnName()}\"", property))];
        _parts = [.. type.GetNavigations().Select(parts => new PartsColumn(parts))];
        var columns = _properties.Select(of => of.Column).Concat(_parts.Select(parts => $"\"{parts.Name}\"")).ToList();
        _insert = $"INSERT INTO {_name} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})";
        _select = $"SELECT {string.Join(", ", columns)} FROM {_name} WHERE \"Partition\" = ? AND \"Id\" = ?";
    }

    public static DocumentTable Of(IEntityType type) => type.GetOrAddRuntimeAnnotationValue(Annotation, static type => new DocumentTable(type!), type);

    /// <summary>Reads the document of one row.</summary>
    /// <param name="isTracked">Whether the context is to save its changes.</param>
    /// <returns>Null when there is no such row.</returns>
    public Document? Read(PreparedStatements statements, DocumentDb db, string partition, string id, bool isTracked)
    {
        var row = statements[_select];
        row.Query(partition, id);
        if (!row.Read())
            return null;
        var values = new object?[_properties.Count];
        for (var column = 0; column < values.Length; column++)
            values[_properties[column].Property.GetIndex()] = Value(row, column, _properties[column].Property);
        var parts = _parts.Count == 0 ? [] : new string?[_parts.Count];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = row.IsNull(values.Length + i) ? null : row.Text(values.Length + i);
        row.Reset();

        _materialize ??= db.GetService<IStructuralTypeMaterializerSource>().GetMaterializer(_type); // compiles it
        var document = (Document)_materialize(new(new(values), db));
        if (isTracked)
            ((IDbContextDependencies)db).StateManager.StartTrackingFromQuery(_type, document, new Snapshot<long>((long)values[_version.GetIndex()]!));
        for (var i = 0; i < parts.Length; i++)
            _parts[i].Read(parts[i], db, document, isTracked);
        return document;
    }

    /// <param name="values">Gets the statement's parameters.</param>
    /// <returns>A statement that makes the row.</returns>
    public string Insert(IUpdateEntry entry, List<SqlValue> values)
    {
        foreach (var (_, property) in _properties)
            values.Add(Stored(property, entry.GetCurrentValue(property)));
        foreach (var parts in _parts)
            values.Add(parts.Write(entry));
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

        foreach (var parts in _parts)
        {
            if (!changedParts.Contains(parts.Parts))
                continue;
            sql.Append(values.Count == 0 ? "" : ", ").Append('"').Append(parts.Name).Append("\" = ?");
            values.Add(parts.Write(entry));
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
