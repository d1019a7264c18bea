using QuizPlatform.LocalBus;

namespace QuizPlatform.Local.Tests.Bus;

public sealed class DeadLetterCommandTests : BusFixture
{
    [Fact]
    public async Task The_command_lists_and_resends_while_the_app_runs()
    {
        await Publish("1");
        await ExhaustDeliveries();
        using var output = new StringWriter();

        Assert.Equal(0, await Command(output, "list"));
        Assert.Equal(0, await Command(output, "resend", "results/leaderboard", "--all"));

        Assert.Contains(
            "results/leaderboard 1 result.submitted.v1 1 enqueued 2026-11-22 12:00:00Z deliveries 3 MaxDeliveryCountExceeded",
            output.ToString(), StringComparison.Ordinal);
        Assert.Equal(["1"], Ids(await Receive()));
    }

    [Fact]
    public async Task A_list_with_nothing_in_it_says_so()
    {
        using var output = new StringWriter();

        Assert.Equal(0, await Command(output, "list"));

        Assert.Equal("no dead letters", output.ToString().Trim());
    }

    [Fact]
    public async Task A_directory_without_messages_is_named_and_left_as_it_is()
    {
        var mistyped = Path.Combine(DataDirectory, "dota");
        using var output = new StringWriter();

        Assert.Equal(1, await DeadLetterCommand.Run(mistyped, new Topology([Results]), ["list"], output));

        Assert.Contains(mistyped, output.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(mistyped));
    }

    [Theory]
    [InlineData(2, "list", "a", "b")]
    [InlineData(1, "list", "results")]
    [InlineData(1, "list", "results/nobody")]
    [InlineData(1, "resend", "results/leaderboard", "7")]
    public async Task A_wrong_command_line_is_told_and_does_nothing(int exitCode, params string[] args)
    {
        using var output = new StringWriter();

        Assert.Equal(exitCode, await Command(output, args));

        Assert.NotEmpty(output.ToString());
    }

    private Task<int> Command(StringWriter output, params string[] args) =>
        DeadLetterCommand.Run(DataDirectory, new Topology([Results]), args, output);
}
