using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

internal static class MigrationFunctions
{
    /// <summary>Lets the SQL of migrations use <c>text_key</c>, which is <see cref="VisibleText.Key"/>.</summary>
    public static DatabaseFacade WithFunctions(this DatabaseFacade database)
    {
        ((SqliteConnection)database.GetDbConnection()).CreateFunction("text_key", (string text) => VisibleText.Key(text), isDeterministic: true);
        return database;
    }
}
