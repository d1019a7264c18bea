using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Seed;

Rights.KeepToOwner();
if (args is not [{ Length: > 0 } folder, var players, var quizzes]
    || !IsCount(players, 10_000_000, out var howMany) || !IsCount(quizzes, 100_000, out var howManyQuizzes))
{
    Console.Error.WriteLine("It takes 1 to 10000000 players, 1 to 100000 quizzes, and a folder.");
    return 2;
}

var data = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
var since = Stopwatch.GetTimestamp();
var told = 0;
try
{
    using var place = SeededFolder.For(data);
    var population = new Population(howMany, howManyQuizzes, DateTimeOffset.UtcNow);
    await Task.WhenAll(
        Task.Run(() => SeededAccounts.Write(place.File("users.db"), population)),
        Task.Run(async () =>
        {
            var published = await SeededQuizzes.Write(place.File("quizzes.db"), population);
            await SeededResults.Write(place.File("results.db"), population, published, Tell);
        }));
    place.Complete();
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
{
    var left = e is SqliteException ? $" What was begun is in {SeededFolder.Unfinished(data)}: run this again, or remove it." : "";
    Console.Error.WriteLine(e.Message + left);
    return 1;
}

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{howMany:N0} players and {howManyQuizzes:N0} quizzes are in {data}, after {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s. "
    + $"Sign in as author or player1 to player{howMany}, password \"{SeededAccounts.Password}\"."));
return 0;

void Tell(int done)
{
    if (done / 100_000 > told)
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done:N0} players have played"));
    told = done / 100_000;
}

static bool IsCount(string text, int most, out int count) =>
    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= 1 && count <= most;
