using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using QuizPlatform.Hosting;
using QuizPlatform.Quizzes;
using QuizPlatform.Results;
using QuizPlatform.Testing;
using QuizPlatform.Users;

namespace QuizPlatform.Infra.Tests;

/// <summary>What the code says of itself: its triggers and its documents.</summary>
internal static class Code
{
    public static readonly IReadOnlyDictionary<string, Assembly> Apps = new Dictionary<string, Assembly>
    {
        ["users"] = typeof(UsersDb).Assembly,
        ["quizzes"] = typeof(QuizzesDb).Assembly,
        ["results"] = typeof(ResultsDb).Assembly,
    };

    public static IModel Model(string app) => app switch
    {
        "users" => Model(options => new UsersDb(options), new DbContextOptionsBuilder<UsersDb>()),
        "quizzes" => Model(options => new QuizzesDb(options), new DbContextOptionsBuilder<QuizzesDb>()),
        _ => Model(options => new ResultsDb(options), new DbContextOptionsBuilder<ResultsDb>()),
    };

    public static IEnumerable<(string App, Type Class, T Trigger)> Triggers<T>()
        where T : Attribute =>
        Apps.SelectMany(app => Functions.StartedBy<T>(app.Value), (app, function) => (app.Key, function.Method.DeclaringType!, function.Trigger));

    private static IModel Model<TDb>(Func<DbContextOptions<TDb>, TDb> make, DbContextOptionsBuilder<TDb> options)
        where TDb : DbContext
    {
        options.UseSqlite("Data Source=:memory:").UseDocuments();
        using var db = make(options.Options);
        return db.GetService<IDesignTimeModel>().Model;
    }
}
