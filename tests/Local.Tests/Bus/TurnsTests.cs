using QuizPlatform.LocalBus;

namespace QuizPlatform.Local.Tests.Bus;

public sealed class TurnsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("turns").FullName;

    private string File => Path.Combine(_folder, "some.db");

    [Fact]
    public async Task Who_waits_has_the_turn_before_who_just_had_it()
    {
        var limit = TimeSpan.FromMinutes(1); // on a busy machine a second is over before anything is looked at
        using Turns mine = new(File, limit), theirs = new(File, limit);
        var first = mine.Next();
        var waiting = Task.Run(() => theirs.Next());
        await Task.Delay(50);
        Assert.False(waiting.IsCompleted);

        first.Dispose();
        var second = await waiting;
        var again = Task.Run(() => mine.Next());
        await Task.Delay(50);

        Assert.False(again.IsCompleted);
        second.Dispose();
        (await again).Dispose();
    }

    [Fact]
    public void Who_is_gone_keeps_nobody_waiting()
    {
        using var mine = new Turns(File);
        var theirs = new Turns(File);
        _ = theirs.Next();
        theirs.Dispose(); // what the operating system does for a process that ends

        var since = Environment.TickCount64;
        mine.Next().Dispose();

        Assert.InRange(Environment.TickCount64 - since, 0, 900);
    }

    [Fact]
    public void Who_never_lets_go_keeps_others_for_a_second()
    {
        using Turns mine = new(File), stopped = new(File);
        using var held = stopped.Next();

        var since = Environment.TickCount64;
        mine.Next().Dispose();

        Assert.InRange(Environment.TickCount64 - since, 900, 20_000);
    }

    [Fact]
    public void Where_no_file_can_be_made_one_goes_on_without()
    {
        using var turns = new Turns(Path.Combine(_folder, "missing", "some.db"));

        turns.Next().Dispose();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
