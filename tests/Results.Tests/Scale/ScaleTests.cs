using Xunit.Abstractions;

namespace QuizPlatform.Results.Tests.Scale;

/// <summary>
/// What holds and what breaks first when very many submit, by simulation. <c>SCALE_TABLE=1</c> prints the table of <c>docs/scale.md</c>, in some minutes.
/// </summary>
public sealed class ScaleTests(ITestOutputHelper output)
{
    private static readonly Recorded Nothing = Of(new StoreRequest(StoreRequestKind.Read, "somewhere", "something", 0));

    [Fact]
    public async Task What_breaks_first_is_the_partition_of_everybodys_standings()
    {
        var pattern = await AccessPattern.Of(onOneQuiz: true, most: 64);
        // Nodes of counts, as on a board of many totals.
        Assert.Contains(
            pattern.Batches["leaderboard"].SelectMany(batch => batch.Requests),
            request => request.Id?.StartsWith("places-all-", StringComparison.Ordinal) == true);
        var scale = new Scale(Rate: 200, Seconds: 20, Instances: 5, PhysicalPartitions: 50, Quizzes: 1);

        var few = new ScaledPlatform(pattern, scale).Run();
        Assert.True(few.KeepsUp, $"{few}");

        const int Many = 850; // well past what its partition serves, and well within what the divided ones do
        var many = new ScaledPlatform(pattern, scale with { Rate = Many }).Run();
        Assert.False(many.KeepsUp, $"{many}");
        Assert.Equal("standings-all", many.Hottest.Partition);
        Assert.InRange(many.Hottest.RequestUnits, ScaledPlatform.PartitionLimit, double.MaxValue);

        var divided = new ScaledPlatform(pattern, scale with { Rate = Many, Shards = 16 }).Run();
        Assert.True(divided.KeepsUp, $"{divided}");
        Assert.InRange(divided.Hottest.RequestUnits, 0, ScaledPlatform.PartitionLimit);
    }

    [Theory]
    [InlineData(900, false)]
    [InlineData(1100, true)]
    public void A_partition_serves_as_many_request_units_a_second_as_it_has(int rate, bool isTooMuch)
    {
        var run = Simulate(Of(new StoreRequest(StoreRequestKind.Insert, "one", null, 10)), Nothing, new(rate, 20, 1, 50, 1));

        Assert.Equal(isTooMuch, run.Throttled > 0);
        Assert.Equal(("one", rate * 10.0), run.Hottest);
    }

    [Fact]
    public void What_asks_all_partitions_costs_in_each()
    {
        var run = Simulate(Of(new StoreRequest(StoreRequestKind.Query, null, null, 10)), Nothing, new(1100, 20, 1, 50, 1));

        Assert.True(run.Throttled > 0);
    }

    [Fact]
    public void Who_is_refused_too_often_is_told_so()
    {
        var run = Simulate(Of(new StoreRequest(StoreRequestKind.Insert, "one", null, 100)), Nothing, new(1000, 20, 1, 50, 1));

        Assert.InRange(run.Refused, 1, run.Submitted);
        Assert.False(run.KeepsUp);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, true)]
    public void Of_two_batches_that_change_a_document_one_does_it_again(int instances, bool isLost)
    {
        var batch = Of(new(StoreRequestKind.Read, "one", "document", 2), new(StoreRequestKind.Replace, "one", "document", 11));
        var run = Simulate(Nothing, batch, new(150, 20, instances, 50, 1));

        Assert.Equal(isLost, run.LostRaces > 0);
        Assert.Equal((run.Submitted, 0), (run.Handled, run.Broken));
    }

    [Theory]
    [InlineData(140, true)]
    [InlineData(200, false)]
    public void A_bus_of_a_thousand_credits_tells_of_as_many_results_as_it_has_for_them(int rate, bool keepsUp)
    {
        var run = Simulate(Nothing, Nothing, new(rate, 30, 4, 50, 1, Credits: 1000));

        Assert.Equal(keepsUp, run.KeepsUp);
    }

    [TableFact]
    public async Task Table()
    {
        output.WriteLine("| quizzes | shards | a second | keeps up | lag, s | waiting | 429s | most wanted | lost races | refused |");
        foreach (var quizzes in (int[])[1000, 1])
        {
            var pattern = await AccessPattern.Of(onOneQuiz: quizzes == 1, most: 256);
            foreach (var shards in (int[])[1, 16, 64])
            {
                foreach (var rate in (int[])[100, 250, 500, 750, 1000, 2000, 10000])
                    Tell(new(rate, 20, Math.Max(2, rate / 100), 100, quizzes, shards), pattern);
            }
        }

        void Tell(Scale scale, AccessPattern pattern)
        {
            var run = new ScaledPlatform(pattern, scale).Run();
            object[] cells =
            [
                scale.Quizzes, scale.Shards, scale.Rate, run.KeepsUp ? "yes" : "no", $"{run.Lag:0.0}", run.Waiting, $"{run.Throttled:0.0%}",
                $"{run.Hottest.Partition}: {run.Hottest.RequestUnits:0}", run.LostRaces, run.Refused,
            ];
            output.WriteLine($"| {string.Join(" | ", cells)} |");
        }
    }

    private static ScaledRun Simulate(Recorded submission, Recorded batch, Scale scale) =>
        new ScaledPlatform(new([submission], AccessPattern.Subscriptions.ToDictionary(
            subscription => subscription, subscription => (IReadOnlyList<Recorded>)[subscription == "leaderboard" ? batch : Nothing])), scale).Run();

    private static Recorded Of(params StoreRequest[] requests) => new(1, requests, new HashSet<string>(), new HashSet<string>());

    private sealed class TableFactAttribute : FactAttribute
    {
        public TableFactAttribute() => Skip = Environment.GetEnvironmentVariable("SCALE_TABLE") is null ? "Set SCALE_TABLE=1 to print it." : null;
    }
}
