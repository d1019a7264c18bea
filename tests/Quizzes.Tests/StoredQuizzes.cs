using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Quizzes.Tests;

internal static class StoredQuizzes
{
    /// <summary>Stores quizzes that are as others are but for some columns, and beside the app: thousands take a moment.</summary>
    /// <param name="tables">A WITH clause: what is copied by.</param>
    /// <param name="rows">What is copied, as it stands behind FROM.</param>
    /// <param name="value">Of a column, as SQL; null for the copied one's.</param>
    public static Task Copy(this TestStore<QuizzesDb> store, string tables, string rows, Func<string, string?> value) => store.With(async db =>
    {
        var columns = db.Model.FindEntityType(typeof(Quiz))!.GetTableMappings().Single().Table.Columns.Select(column => column.Name).ToList();
        var values = columns.Select(column => value(column) ?? $"\"{column}\"");
#pragma warning disable EF1002 // the names of columns
        await db.Database.ExecuteSqlRawAsync($"""
            {tables}
            INSERT INTO Quiz ({string.Join(", ", columns.Select(column => $"\"{column}\""))})
                SELECT {string.Join(", ", values)} FROM {rows}
            """);
#pragma warning restore EF1002
    });
}
