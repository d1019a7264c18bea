using QuizPlatform.Platform;

namespace QuizPlatform.Testing;

/// <summary>What an app's operations ask of its store, as the table in <c>docs/scale.md</c> tells.</summary>
/// <param name="app">As the table names it.</param>
public sealed class Budgets<TDb>(string app, TestStore<TDb> store)
    where TDb : DocumentDb
{
    private readonly List<string> _rows = [];

    /// <summary>Does it, and takes down what it cost and how many events it sent.</summary>
    public Task Of(string operation, Func<Task> work) => Take(work, () => operation);

    /// <summary>Lets a day pass with nobody there, and takes down what the timers' runs cost.</summary>
    public async Task OfADay(Func<Task<int>> runTimers)
    {
        var runs = 0;
        await Take(async () => runs = await runTimers(), () => $"a day with nobody, {runs} runs of timers");
    }

    /// <exception cref="InvalidDataException">
    /// The table says otherwise: an operation has become dearer, which needs a reason, or cheaper, which is to be told.
    /// </exception>
    public void Check()
    {
        using var document = new StreamReader(typeof(StoreBill).Assembly.GetManifestResourceStream("scale.md")!);
        var told = document.ReadToEnd().Split('\n').Where(line => line.StartsWith($"| {app}: ", StringComparison.Ordinal));
        if (!told.SequenceEqual(_rows))
            throw new InvalidDataException($"docs/scale.md tells something else. Now it is:\n{string.Join('\n', _rows)}");
    }

    private async Task Take(Func<Task> work, Func<string> operation)
    {
        var events = store.Sent.All.Count;
        var cost = await store.Bill.Of(work);
        _rows.Add($"| {app}: {operation()} | {cost} | {store.Sent.All.Count - events} |");
    }
}
