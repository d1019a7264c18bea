using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using QuizPlatform.Hosting;
using QuizPlatform.Local;
using QuizPlatform.Platform;

namespace QuizPlatform.Seed;

/// <summary>
/// A new store to fill with documents, as EF Core maps them, but with one statement for each kind and its indexes made at the end: some ten times as fast.
/// Their events count as sent. Until <see cref="Complete"/> a power failure may leave it damaged.
/// </summary>
internal sealed class SeededStore<TDb> : IAsyncDisposable
    where TDb : DocumentDb
{
    private readonly SqliteConnection _connection;
    private readonly IModel _model;
    private readonly Dictionary<Type, Rows> _rows = [];
    private readonly List<string> _indexes;

    private SeededStore(SqliteConnection connection, IModel model, List<string> indexes) => (_connection, _model, _indexes) = (connection, model, indexes);

    /// <summary>Makes it in that file, with this version's schema.</summary>
    public static async Task<SeededStore<TDb>> Create(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await Run(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -300000; PRAGMA temp_store = FILE");
        var options = new DbContextOptionsBuilder<TDb>().UseSqlite(connection).UseDocuments().Options;
        await using var db = (TDb)Activator.CreateInstance(typeof(TDb), options)!;
        await db.Database.WithFunctions().MigrateAsync();

        var indexes = new List<string>();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL";
            await using var reader = await command.ExecuteReaderAsync();
            var drops = new List<string>();
            while (await reader.ReadAsync())
            {
                drops.Add($"DROP INDEX \"{reader.GetString(0)}\"");
                indexes.Add(reader.GetString(1));
            }

            await reader.CloseAsync();
            foreach (var drop in drops)
                await Run(connection, drop);
        }

        await Run(connection, "BEGIN");
        return new(connection, db.Model, indexes);
    }

    public void Add(Document document)
    {
        if (!_rows.TryGetValue(document.GetType(), out var rows))
            _rows[document.GetType()] = rows = new(_connection, _model.FindEntityType(document.GetType())!);
        rows.Add(document);
    }

    /// <summary>Makes the indexes.</summary>
    public async Task Complete()
    {
        await Run(_connection, "COMMIT");
        foreach (var index in _indexes)
            await Run(_connection, index);
        await Run(_connection, "ANALYZE; PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var rows in _rows.Values)
            rows.Dispose();
        await _connection.DisposeAsync();
    }

    private static async Task Run(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The table of one kind.</summary>
    private sealed class Rows : IDisposable
    {
        private readonly SqliteCommand _insert;
        private readonly Func<Document, object?>[] _values;

        public Rows(SqliteConnection connection, IEntityType type)
        {
            var columns = type.GetProperties().Select(property => (Name: property.GetColumnName(), Value: ValueOf(property)))
                .Concat(type.GetNavigations().Select(parts => (Name: parts.TargetEntityType.GetContainerColumnName()!, Value: ValueOf(parts))))
                .ToList();
            _values = [.. columns.Select(column => column.Value)];
            _insert = connection.CreateCommand();
            var (names, places) = (columns.Select(column => $"\"{column.Name}\""), columns.Select((_, i) => $"$p{i}"));
            _insert.CommandText = $"INSERT INTO \"{type.GetTableName()}\" ({string.Join(", ", names)}) VALUES ({string.Join(", ", places)})";
            for (var i = 0; i < columns.Count; i++)
                _insert.Parameters.Add(new SqliteParameter($"$p{i}", null));
        }

        public void Add(Document document)
        {
            for (var i = 0; i < _values.Length; i++)
                _insert.Parameters[i].Value = _values[i](document) ?? DBNull.Value;
            _insert.ExecuteNonQuery();
        }

        public void Dispose() => _insert.Dispose();

        private static Func<Document, object?> ValueOf(IProperty property)
        {
            if (property.IsShadowProperty())
                return _ => 1; // the version
            switch (property.Name)
            {
                case nameof(EventfulDocument.PendingEvents):
                    return _ => "[]";
                case nameof(EventfulDocument.PendingSince):
                    return _ => null;
            }

            var (getter, converter) = (property.GetGetter(), property.GetTypeMapping().Converter);
            return converter is null
                ? document => getter.GetClrValue(document)
                : document => getter.GetClrValue(document) is { } value ? converter.ConvertToProvider(value) : null;
        }

        // Owned parts are JSON, with their properties' own names.
        private static Func<Document, object?> ValueOf(INavigation parts)
        {
            var getter = parts.GetGetter();
            return document => getter.GetClrValue(document) is { } value ? JsonSerializer.Serialize(value, value.GetType()) : null;
        }
    }
}
