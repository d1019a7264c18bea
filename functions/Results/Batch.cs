using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// A batch of results, grouped by what they change, so that a busy player or quiz is written once. A message that cannot be read, or a group that fails, does
/// not keep the others from being done. At the end it is thrown, and the bus delivers the batch again: what is done already is not changed by that.
/// </summary>
internal sealed class Batch : IDisposable
{
    private const int Parallelism = 8;

    private readonly IDbContextFactory<ResultsDb> _databases;
    private readonly TimeProvider _clock;
    private readonly int _length;
    private readonly Dictionary<string, (List<ResultSubmitted> Submitted, Handling Handling)> _groups;
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private readonly List<Exception> _failures = [];

    /// <param name="subscription">Of the topic <c>results</c>.</param>
    public Batch(
        string subscription, string[] messages, Func<ResultSubmitted, string> keyOf, IDbContextFactory<ResultsDb> databases, TimeProvider clock)
    {
        (_databases, _clock, _length) = (databases, clock, messages.Length);
        var around = Activity.Current;
        _groups = Read(messages).GroupBy(of => keyOf(of.Submitted)).ToDictionary(group => group.Key, group =>
        {
            Activity.Current = around;
            return (group.Select(of => of.Submitted).ToList(), new Handling("results", subscription, [.. group.Select(of => of.Told)], clock));
        });
        if (_groups.Count > 1)
            Activity.Current = around;
    }

    public delegate Task Update(ResultsDb db, string key, IReadOnlyCollection<ResultSubmitted> submitted, CancellationToken cancellation);

    /// <summary>All that is to be done.</summary>
    public IEnumerable<ResultSubmitted> Submitted => _groups.Values.SelectMany(group => group.Submitted);

    /// <summary>
    /// Grouped by players: does nothing about those who have left, and takes away again what was written about those who leave meanwhile.
    /// </summary>
    public Task WriteAbout(Func<Task> write, CancellationToken cancellation)
    {
        var quizIds = Submitted.ToLookup(submitted => submitted.UserId, submitted => submitted.QuizId);
        return _databases.WriteAbout([.. _groups.Keys], async left =>
        {
            foreach (var userId in left)
                _groups[userId].Submitted.Clear();
            await write();
        }, _clock, cancellation, quizIds);
    }

    /// <summary>Each group by itself.</summary>
    public Task ForEach(Update update, CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        return Parallel.ForEachAsync(_groups.Keys, options, async (key, token) => await Try(key, submitted =>
            submitted.Count == 0 ? Task.CompletedTask : _databases.Repeat(db => update(db, key, submitted, token), token)));
    }

    /// <summary>Does something about one group that may fail.</summary>
    public async Task Try(string key, Func<IReadOnlyCollection<ResultSubmitted>, Task> act)
    {
        try
        {
            await act(_groups[key].Submitted);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            lock (_failures)
            {
                _failed.Add(key);
                _failures.Add(e);
            }
        }
    }

    /// <summary>All but what failed is done.</summary>
    /// <exception cref="AggregateException">Something failed.</exception>
    public void End()
    {
        foreach (var (key, group) in _groups)
        {
            if (!_failed.Contains(key))
                group.Handling.Done();
        }

        if (_failures.Count > 0)
            throw new AggregateException($"{_failures.Count} of a batch of {_length} failed.", _failures);
    }

    public void Dispose()
    {
        foreach (var group in _groups.Values)
            group.Handling.Dispose();
    }

    private List<(Event Told, ResultSubmitted Submitted)> Read(string[] messages)
    {
        var all = new List<(Event, ResultSubmitted)>(messages.Length);
        foreach (var message in messages)
        {
            try
            {
                var told = Event.Parse(message);
                all.Add((told, told.Type is ResultSubmitted.Type or ResultSubmitted.TypeV2
                    ? told.Data<ResultSubmitted>()
                    : throw new UnknownEventException(told)));
            }
            catch (Exception e) when (e is JsonException or UnknownEventException)
            {
                _failures.Add(e);
            }
        }

        return all;
    }
}
