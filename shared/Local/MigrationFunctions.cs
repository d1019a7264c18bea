using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

internal static class MigrationFunctions
{
    /// <summary>
    /// Lets the SQL of migrations use <c>text_key</c>, which is <see cref="VisibleText.Key"/>, and <c>text_words</c>, which is <see cref="Words.Of"/> as JSON.
    /// </summary>
    public static DatabaseFacade WithFunctions(this DatabaseFacade database)
    {
        var connection = (SqliteConnection)database.GetDbConnection();
        connection.CreateFunction("text_key", (string text) => VisibleText.Key(text), isDeterministic: true);
        connection.CreateFunction("text_words", (string text) => JsonSerializer.Serialize(Words.Of(text)), isDeterministic: true);
        return database;
    }
}
