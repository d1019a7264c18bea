using System.Globalization;
using System.Text.RegularExpressions;
using QuizPlatform.Platform;

namespace QuizPlatform.Results.Tests.Scale;

/// <param name="Rate">Submissions a second.</param>
/// <param name="Seconds">How long; then nothing comes any more until all is handled, or as long again has passed.</param>
/// <param name="Instances">Each handles one batch of each subscription at a time.</param>
/// <param name="PhysicalPartitions">Of the container, each with <see cref="ScaledPlatform.PartitionLimit"/>.</param>
/// <param name="Quizzes">Taken evenly; 1: everybody takes the same.</param>
/// <param name="Shards">Into how many partitions each that holds players would be divided, by player: those of a board, and that of all players.</param>
/// <param name="Credits">What the bus does a second; null for as much as is asked. Sending, evaluating a filter and receiving are one each.</param>
internal sealed record Scale(
    double Rate, int Seconds, int Instances, int PhysicalPartitions, int Quizzes, int Shards = 1, int? Credits = null);

/// <param name="Refused">Of how many submissions somebody was told that it did not work.</param>
/// <param name="Handled">How many were on the board by the end.</param>
/// <param name="Lag">From a submission to the board, in seconds, of 99 in 100 that were handled.</param>
/// <param name="Earlier">The same of those from the second quarter of the time, <paramref name="Later"/> of those from the last.</param>
/// <param name="Waiting">Most messages that waited for one subscription.</param>
/// <param name="Throttled">The share of requests to the store that was answered 429.</param>
/// <param name="Hottest">The logical partition that most was wanted of, with request units a second.</param>
/// <param name="LostRaces">How often a document had been changed by another batch.</param>
/// <param name="Broken">Batches that were given back to the bus.</param>
internal sealed record ScaledRun(
    int Submitted, int Refused, int Handled, double Lag, double Earlier, double Later, int Waiting, double Throttled,
    (string Partition, double RequestUnits) Hottest, int LostRaces, int Broken)
{
    /// <summary>Whether nobody was turned away and the boards kept up: to five seconds, and not less with time.</summary>
    public bool KeepsUp => Refused == 0 && Broken == 0 && Handled == Submitted && Lag < 5 && Later < Math.Max(1, 1.5 * Earlier);
}

/// <summary>
/// A simulation of many submissions: what the app's own functions were seen to ask (<see cref="AccessPattern"/>), of other players and quizzes each time,
/// plays against the limits of Cosmos DB and Service Bus. Computing takes no time in it: what it says no to does not work, what it says yes to may.
/// </summary>
internal sealed partial class ScaledPlatform(AccessPattern pattern, Scale scale, int seed = 1)
{
    /// <summary>Request units a second of a physical partition, and so of each logical one.</summary>
    public const double PartitionLimit = 10_000;

    private const double Patience = 5, PatienceOfHandlers = 30; // seconds, as in StoreBudget: of a submission in all, of a batch for each request
    private const int Parallelism = 8; // as in Batch
    private const int MaxTries = 50; // as in LostRaces
    private const double ReadTime = 0.004, WriteTime = 0.008, BusTime = 0.01; // seconds

    private readonly PriorityQueue<Action, (double Time, long Order)> _events = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, double> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _written = new(StringComparer.Ordinal);
    private readonly (long Second, double Used)[] _partitions = new (long, double)[scale.PhysicalPartitions];
    private readonly Dictionary<string, Queue<double>> _waiting = AccessPattern.Subscriptions.ToDictionary(s => s, _ => new Queue<double>());
    private readonly Dictionary<string, int> _idle = AccessPattern.Subscriptions.ToDictionary(s => s, _ => scale.Instances);
    private readonly List<(double Submitted, double Lag)> _lags = [];
    private double _now, _busFree;
    private long _order, _requests;
    private int _submitted, _refused, _mostWaiting, _throttled, _lostRaces, _broken, _player;

    public ScaledRun Run()
    {
        var all = (int)(scale.Rate * scale.Seconds);
        for (var i = 0; i < all; i++)
            At(i / scale.Rate, Submit);
        while (_events.TryDequeue(out var act, out var at) && at.Time < 2 * scale.Seconds)
        {
            _now = at.Time;
            act();
        }

        var hottest = _asked.MaxBy(partition => partition.Value);
        return new(
            _submitted, _refused, _lags.Count, Lag(0, 4), Lag(1, 2), Lag(3, 4), _mostWaiting,
            (double)_throttled / Math.Max(1, _requests), (hottest.Key, hottest.Value / scale.Seconds), _lostRaces, _broken);

        // Of those from some quarters of the time.
        double Lag(int from, int to)
        {
            var quarter = scale.Seconds / 4.0;
            var lags = _lags.Where(of => of.Submitted >= from * quarter && of.Submitted < to * quarter).Select(of => of.Lag).Order().ToList();
            return lags.Count == 0 ? 0 : lags[(int)(0.99 * (lags.Count - 1))];
        }
    }

    private void At(double time, Action act) => _events.Enqueue(act, (time, _order++));

    private void Submit()
    {
        var begun = _now;
        _submitted++;
        new Work(this, pattern.Submissions[_random.Next(pattern.Submissions.Count)], begun + Patience).Begin(isDone =>
        {
            if (isDone)
                Tell(begun);
            else
                _refused++;
        });
    }

    private void Tell(double submitted)
    {
        var sent = _now + BusTime;
        if (scale.Credits is { } credits)
            sent = _busFree = Math.Max(sent, _busFree) + ((1 + (2.0 * AccessPattern.Subscriptions.Length)) / credits);
        At(sent, () =>
        {
            foreach (var subscription in AccessPattern.Subscriptions)
            {
                _waiting[subscription].Enqueue(submitted);
                Receive(subscription);
            }
        });
    }

    private void Receive(string subscription)
    {
        var waiting = _waiting[subscription];
        _mostWaiting = Math.Max(_mostWaiting, waiting.Count);
        if (_idle[subscription] == 0 || waiting.Count == 0)
            return;
        _idle[subscription]--;
        var batch = pattern.Batches[subscription].Last(of => of.Size <= waiting.Count);
        var taken = Enumerable.Range(0, batch.Size).Select(_ => waiting.Dequeue()).ToList();
        new Work(this, batch, deadline: null).Begin(isDone =>
        {
            _idle[subscription]++;
            if (!isDone)
            {
                _broken++;
                taken.ForEach(waiting.Enqueue);
            }
            else if (subscription == "leaderboard")
            {
                _lags.AddRange(taken.Select(submitted => (submitted, _now - submitted)));
            }

            Receive(subscription);
        });
    }

    // Whose request it is, with the names of this run's players and quizzes.
    private List<Asked> Translate(Recorded recorded)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var quiz = _random.Next(scale.Quizzes);
        var asked = recorded.Requests.Select(of => new Asked(of.Kind, Name(of.Partition), Name(of.Id), of.RequestUnits)).ToList();
        if (scale.Shards == 1)
            return asked;
        var shards = asked.Where(of => ShardOf(of) is not null).ToLookup(of => of.Partition, of => ShardOf(of)!.Value);
        return [.. asked.SelectMany(of => !shards.Contains(of.Partition)
            ? [of]
            : (ShardOf(of) is { } shard ? [shard] : shards[of.Partition].Distinct()).Select(number => of with { Partition = $"{of.Partition}/{number}" }))];

        // Where it is of one player among others.
        int? ShardOf(Asked of) => (of.Partition == "players" || of.Partition?.StartsWith("standings-", StringComparison.Ordinal) == true)
            && PlayerIn().Match(of.Id ?? "") is { Success: true } player
                ? int.Parse(player.Value.AsSpan(1), CultureInfo.InvariantCulture) % scale.Shards
                : null;

        string? Name(string? of) => of is null ? null : PublicIdIn().Replace(of, found => names.TryGetValue(found.Value, out var name)
            ? name
            : names[found.Value] = NewName(found.Value));

        string NewName(string id) =>
            recorded.Players.Contains(id) ? $"p{_player++}" : recorded.Quizzes.Contains(id) ? $"q{quiz++ % scale.Quizzes}" : id;
    }

    // When a request may be made again; null where it is served.
    private double? Throttle(Asked asked, bool isFirst)
    {
        var second = (long)_now;
        _requests++;
        if (isFirst && asked.Partition is not null)
            _asked[asked.Partition] = _asked.GetValueOrDefault(asked.Partition) + asked.RequestUnits;
        var partitions = asked.Partition is null
            ? Enumerable.Range(0, _partitions.Length)
            : [(int)(Convert.ToUInt32(PublicId.Of(asked.Partition)[..8], 16) % _partitions.Length)];
        foreach (var i in partitions)
        {
            if (_partitions[i].Second == second && _partitions[i].Used >= PartitionLimit)
            {
                _throttled++;
                return second + 1 + (0.1 * _random.NextDouble());
            }
        }

        foreach (var i in partitions)
            _partitions[i] = (second, (_partitions[i].Second == second ? _partitions[i].Used : 0) + asked.RequestUnits);
        return null;
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex PublicIdIn();

    [GeneratedRegex("p[0-9]+")]
    private static partial Regex PlayerIn();

    private sealed record Asked(StoreRequestKind Kind, string? Partition, string? Id, double RequestUnits)
    {
        public string? Document => Id is null ? null : $"{Partition} {Id}";

        public bool IsRead => Kind is StoreRequestKind.Read or StoreRequestKind.Query;
    }

    // One run of a function: its requests in their order, some at once, one at a time of a document.
    private sealed class Work(ScaledPlatform platform, Recorded recorded, double? deadline)
    {
        private readonly List<Asked> _all = platform.Translate(recorded);
        private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
        private readonly Dictionary<string, double> _read = new(StringComparer.Ordinal);
        private readonly double _begun = platform._now;
        private Action<bool> _end = _ => { };
        private int _next, _under;
        private bool _isBroken;

        public void Begin(Action<bool> end)
        {
            _end = end;
            Continue();
        }

        private void Continue()
        {
            while (!_isBroken && _under < Parallelism && _next < _all.Count && (_all[_next].Document is not { } of || _busy.Add(of)))
            {
                _under++;
                Ask(_all[_next++], tries: 1);
            }

            if (_under == 0)
                _end(!_isBroken);
        }

        private void Ask(Asked asked, int tries) => Ask(asked, asked.IsRead ? ReadTime : WriteTime, () => Answer(asked, tries));

        // Where it would take too long the work is broken off.
        private void Ask(Asked asked, double time, Action served, double? since = null)
        {
            var first = since ?? platform._now;
            if (platform.Throttle(asked, isFirst: since is null) is not { } again)
                platform.At(platform._now + time, served);
            else if (again < (deadline ?? first + PatienceOfHandlers))
                platform.At(again, () => Ask(asked, time, served, first));
            else
                Done(asked, isBroken: true);
        }

        private void Answer(Asked asked, int tries)
        {
            var document = asked.Document;
            if (asked.Kind == StoreRequestKind.Read)
                _read[document!] = platform._now;
            if (asked.Kind is not StoreRequestKind.Replace)
            {
                Done(asked);
            }
            else if (platform._written.GetValueOrDefault(document!, -1) <= _read.GetValueOrDefault(document!, _begun))
            {
                platform._written[document!] = platform._now;
                Done(asked);
            }
            else if (tries == MaxTries)
            {
                Done(asked, isBroken: true);
            }
            else
            {
                platform._lostRaces++;
                var pause = tries > 1 ? 0.05 * platform._random.NextDouble() : 0;
                platform.At(platform._now + pause, () => ReadAgain(asked, tries));
            }
        }

        // All that was read of that partition, as the work is done from its start; then the document is written once more.
        private void ReadAgain(Asked asked, int tries)
        {
            var reads = _all.Take(_next).Where(of => of.Partition == asked.Partition && of.IsRead).ToList();
            Ask(asked with { RequestUnits = reads.Sum(of => of.RequestUnits) }, ReadTime * Math.Max(1, reads.Count / Parallelism), () =>
            {
                _read[asked.Document!] = platform._now;
                Ask(asked, tries + 1);
            });
        }

        private void Done(Asked asked, bool isBroken = false)
        {
            _isBroken |= isBroken;
            _under--;
            if (asked.Document is { } document)
                _busy.Remove(document);
            Continue();
        }
    }
}
