using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace QuizPlatform.System.Tests.BadInput;

/// <summary>One platform for all of the bad input, with people, quizzes and a result on it.</summary>
public sealed class Stage : IAsyncLifetime
{
    internal const string Password = RunningPlatform.Password;

    /// <summary>Of the shape of an id, and nobody's.</summary>
    internal static readonly string Unknown = new('f', 32);

    // What nothing but an accepted request may change. The bus, the boards and what is remembered of failed sign-ins have a life of their own.
    private static readonly string[] Tables =
    [
        "users.User", "users.Reservation", "users.Session", "quizzes.Quiz", "quizzes.QuizVersion",
        "results.Result", "results.PlayerStatistics", "results.QuizAnalytics",
    ];

    private int _next;

    internal RunningPlatform Platform { get; private set; } = null!;
    internal Person Admin { get; private set; } = null!;

    /// <summary>Has written <see cref="EditedQuiz"/> and taken <see cref="Quiz"/>.</summary>
    internal Person Player { get; private set; } = null!;

    internal Person Stranger { get; private set; } = null!;

    /// <summary>Has written <see cref="Quiz"/>.</summary>
    internal Person Author { get; private set; } = null!;

    // Whose passwords are tried in vain, and who have to wait for it.
    internal Person Signer { get; private set; } = null!;
    internal Person Editor { get; private set; } = null!;
    internal Person Leaver { get; private set; } = null!;

    internal TestQuiz Quiz { get; private set; } = null!;
    internal TestQuiz EditedQuiz { get; private set; } = null!;
    internal string ResultId { get; private set; } = null!;
    internal static string FunctionKey => RunningPlatform.FunctionKey;

    public async Task InitializeAsync()
    {
        Platform = await RunningPlatform.Start(("Users__AdminEmail", "person1@example.com"));
        Admin = await Platform.Register();
        Player = await Platform.Register();
        Stranger = await Platform.Register();
        Signer = await Platform.Register();
        Editor = await Platform.Register();
        Leaver = await Platform.Register();
        Author = await Platform.Register();
        Quiz = await Platform.Publish(Author, 1, 0, 3);
        EditedQuiz = await Platform.Publish(Player, 1);
        ResultId = (await Platform.Submit(Player, Quiz, [1, 2, 3])).Json["result"]!["id"]!.GetValue<string>();
    }

    public async Task DisposeAsync() => await Platform.DisposeAsync();

    internal int Next() => Interlocked.Increment(ref _next);

    internal ServiceProcess Service(string app) => Platform.All.Single(service => service.Name == app);

    /// <summary>How many rows each table has, and a hash of them, once every event has arrived.</summary>
    internal async Task<Dictionary<string, (int Rows, string Hash)>> Settled()
    {
        await Eventually.Holds(
            () => Task.FromResult(Platform.UnhandledEvents() == 0 && Platform.UnsentEvents() == 0 && AllCounted()),
            () => "not every event has arrived, or not every submission is counted once");
        return Tables.ToDictionary(table => table, Read);
    }

    private bool AllCounted()
    {
        long Results(string sql) => Platform.Count("results", sql);
        const string Counted = "SELECT count(*) FROM Result WHERE NOT ByAuthor";
        return Results("SELECT coalesce(sum(TotalQuizzesTaken), 0) FROM PlayerStatistics") == Results(Counted)
            && Results("SELECT coalesce(sum(TotalAttempts), 0) FROM QuizAnalytics") == Results(Counted);
    }

    private (int Rows, string Hash) Read(string table)
    {
        var names = table.Split('.');
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Platform.Data, names[0] + ".db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{names[1]}\" ORDER BY 1, 2";
        using var reader = command.ExecuteReader();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0;
        for (; reader.Read(); rows++)
            for (var i = 0; i < reader.FieldCount; i++)
                hash.AppendData(Encoding.UTF8.GetBytes(Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) + "\0"));
        return (rows, Convert.ToHexString(hash.GetHashAndReset()));
    }
}
