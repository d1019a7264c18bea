using System.Diagnostics;
using System.Globalization;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Seed;

Rights.KeepToOwner();
if (args is not [var folder, var players, var quizzes] || !IsCount(players, 10_000_000, out var howMany) || !IsCount(quizzes, 100_000, out var howManyQuizzes))
{
    Console.Error.WriteLine("usage: DIR PLAYERS QUIZZES: 1 to 10,000,000 players, 1 to 100,000 quizzes.");
    return 2;
}

var data = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
if (File.Exists(data) || (Directory.Exists(data) && Directory.EnumerateFileSystemEntries(data).Any()))
{
    Console.Error.WriteLine($"{data} is there already: give a new or an empty folder. Nothing was changed.");
    return 1;
}

// Beside it, so that there is a whole store under that name or none; what a kill has left is ours to take away.
var unfinished = data + ".seeding";
if (Directory.Exists(unfinished))
    Directory.Delete(unfinished, recursive: true);
Directory.CreateDirectory(unfinished);
var since = Stopwatch.GetTimestamp();
var population = new Population(howMany, howManyQuizzes, DateTimeOffset.UtcNow);
var told = 0;
await Task.WhenAll(
    Task.Run(() => SeededAccounts.Write(Path.Combine(unfinished, "users.db"), population)),
    Task.Run(async () =>
    {
        var published = await SeededQuizzes.Write(Path.Combine(unfinished, "quizzes.db"), population);
        await SeededResults.Write(Path.Combine(unfinished, "results.db"), population, published, Tell);
    }));
if (Directory.Exists(data))
    Directory.Delete(data);
Directory.Move(unfinished, data);
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
