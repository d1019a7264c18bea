using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Works through a batch of results, grouped by what they change, so that a busy player or quiz is written once per batch.</summary>
internal static class Batch
{
    private const int Parallelism = 8;

    public delegate Task Update(ResultsDb db, string key, IReadOnlyCollection<ResultSubmitted> submitted, CancellationToken cancellation);

    /// <summary>
    /// A message that cannot be read, or a group that fails, does not keep the others from being done. At the end it is thrown, and
    /// the bus delivers the batch again: what is done already is not changed by that.
    /// </summary>
    public static async Task ForEach(
        string[] messages, IDbContextFactory<ResultsDb> databases, Func<ResultSubmitted, string> keyOf, Update update, CancellationToken cancellation)
    {
        var failures = new List<Exception>();
        var groups = Read(messages, failures).GroupBy(keyOf);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        await Parallel.ForEachAsync(groups, options, async (group, token) =>
        {
            try
            {
                await databases.Repeat(db => update(db, group.Key, [.. group], token), token);
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

    private static List<ResultSubmitted> Read(string[] messages, List<Exception> failures)
    {
        var submitted = new List<ResultSubmitted>(messages.Length);
        foreach (var message in messages)
        {
            try
            {
                var told = Event.Parse(message);
                submitted.Add(told.Type == ResultSubmitted.Type ? told.Data<ResultSubmitted>() : throw new UnknownEventException(told));
            }
            catch (Exception e) when (e is JsonException or UnknownEventException)
            {
                failures.Add(e);
            }
        }

        return submitted;
    }
}
