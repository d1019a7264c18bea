using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Works through a batch of results, grouped by what they change, so that a busy player or quiz is written once per batch.</summary>
/// <param name="subscription">Of the topic <c>results</c>.</param>
internal sealed class Batch(string subscription, IDbContextFactory<ResultsDb> databases, TimeProvider clock)
{
    private const int Parallelism = 8;

    public delegate Task Update(ResultsDb db, string key, IReadOnlyCollection<ResultSubmitted> submitted, CancellationToken cancellation);

    /// <summary>
    /// A message that cannot be read, or a group that fails, does not keep the others from being done. At the end it is thrown, and
    /// the bus delivers the batch again: what is done already is not changed by that.
    /// </summary>
    public async Task ForEach(string[] messages, Func<ResultSubmitted, string> keyOf, Update update, CancellationToken cancellation)
    {
        var failures = new List<Exception>();
        var groups = Read(messages, failures).GroupBy(read => keyOf(read.Submitted));
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(groups, options, async (group, token) =>
        {
            using var handling = new Handling("results", subscription, [.. group.Select(read => read.Told)], clock);
            try
            {
                await databases.Repeat(db => update(db, group.Key, [.. group.Select(read => read.Submitted)], token), token);
                handling.Done();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                lock (failures)
                    failures.Add(e);
            }
        });
        if (failures.Count > 0)
            throw new AggregateException($"{failures.Count} of a batch of {messages.Length} failed.", failures);
    }

    private static List<(Event Told, ResultSubmitted Submitted)> Read(string[] messages, List<Exception> failures)
    {
        var submitted = new List<(Event, ResultSubmitted)>(messages.Length);
        foreach (var message in messages)
        {
            try
            {
                var told = Event.Parse(message);
                submitted.Add((told, told.Type == ResultSubmitted.Type ? told.Data<ResultSubmitted>() : throw new UnknownEventException(told)));
            }
            catch (Exception e) when (e is JsonException or UnknownEventException)
            {
                failures.Add(e);
            }
        }

        return submitted;
    }
}
