using QuizPlatform.Platform;

namespace QuizPlatform.Local.Tests.Backup;

public sealed class RestoredErasuresTests : DataFixture
{
    private readonly Erasure _ada = new("01a21455fc2577528af8e79bbc7dde09", new(2026, 11, 25, 13, 0, 0, TimeSpan.Zero));
    private readonly Erasure _bob = new("01a21455fc2577528af8e79bbc7dde0a", new(2026, 11, 25, 14, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task The_list_goes_along_and_is_to_be_repeated_once()
    {
        await Fill("x");
        Make();
        ErasureFile.Append(List, _ada);

        Restore();

        var list = new FileErasureList(List, Data, Clock);
        Assert.Equal([_ada], await list.ToRepeat(default));
        await list.Repeated(default);
        Assert.Empty(await new FileErasureList(List, Data, Clock).ToRepeat(default));
        Assert.Equal([_ada], ErasureFile.Read(List).People);
    }

    [Fact]
    public async Task One_that_is_kept_elsewhere_outlives_the_data_directory_and_stays_where_it_is()
    {
        await Fill("x");
        var elsewhere = Path.Combine(Path.GetDirectoryName(Data)!, "list");
        File.Move(List, elsewhere);
        Make();
        ErasureFile.Append(elsewhere, _ada);
        Directory.Delete(Data, recursive: true);

        Restore(list: elsewhere);

        Assert.Equal([_ada], await new FileErasureList(elsewhere, Data, Clock).ToRepeat(default));
        Assert.False(File.Exists(List));
    }

    [Fact]
    public async Task Those_who_were_listed_in_the_usual_places_meanwhile_are_on_it_too()
    {
        await Fill("x");
        var elsewhere = Path.Combine(Path.GetDirectoryName(Data)!, "list");
        File.Copy(List, elsewhere);
        Make();
        ErasureFile.Append(List, _ada); // started once without saying where the list is
        ErasureFile.Append($"{Data}.erasures.log", _bob);

        Restore(list: elsewhere);

        Assert.Equal([_bob, _ada], await new FileErasureList(elsewhere, Data, Clock).ToRepeat(default));
    }

    [Theory]
    [InlineData(" 2026_11-25T13:00:00Z")]
    [InlineData(" 2026-11-")]
    [InlineData("")]
    public async Task Whoever_is_named_on_it_is_deleted_again_whatever_became_of_the_time(string time)
    {
        await Fill("x");
        Make();
        await File.AppendAllTextAsync(List, $"{_ada.UserId}{time}\n");
        ErasureFile.Append(List, _bob);

        Restore();

        Assert.Equal([_bob.UserId, _ada.UserId], (await new FileErasureList(List, Data, Clock).ToRepeat(default)).Select(e => e.UserId));
    }

    [Fact]
    public async Task A_line_of_it_that_names_nobody_any_more_is_told()
    {
        await Fill("x");
        Make();
        var line = _ada.UserId.Replace('a', 'A') + " 2026-11-25T13:00:00Z";
        await File.AppendAllTextAsync(List, line + '\n');

        AssertRefused(() => Restore(), List, line);
    }

    [Fact]
    public async Task Another_list_is_added_to_it()
    {
        await Fill("x");
        Make();
        ErasureFile.Append(List, _ada);
        var other = Path.Combine(Path.GetDirectoryName(Data)!, "from-the-logs");
        ErasureFile.Write(other, new(null, [_ada, _bob]));

        Restore(erasures: other);

        Assert.Equal([_ada, _bob], await new FileErasureList(List, Data, Clock).ToRepeat(default));
    }

    [Fact]
    public async Task One_that_was_given_once_need_not_be_given_for_that_backup_again()
    {
        await Fill("x");
        Make();
        Clock.Advance(TimeSpan.FromDays(1));
        Directory.Delete(Data, recursive: true);
        var (copy, elsewhere) = (Path.Combine(Path.GetDirectoryName(Data)!, "copy"), Path.Combine(Path.GetDirectoryName(Data)!, "new-disk", "list"));
        ErasureFile.Write(copy, new(null, [_ada]));

        Restore(erasures: copy, list: elsewhere);
        Restore(list: elsewhere);

        Assert.Equal([_ada], await new FileErasureList(elsewhere, Data, Clock).ToRepeat(default));
    }

    [Fact]
    public async Task Without_a_list_it_is_refused_unless_one_says_so()
    {
        await Fill("x");
        Make();
        File.Delete(List);

        AssertRefused(() => Restore(), List, "--erasures");

        Restore(withoutList: true);
        Assert.Empty(await new FileErasureList(List, Data, Clock).ToRepeat(default));
    }

    [Fact]
    public async Task A_list_that_began_after_the_backup_cannot_know_who_was_deleted_since()
    {
        await Fill("x");
        Make();
        Clock.Advance(TimeSpan.FromDays(1));
        ErasureFile.Write(List, new(Clock.GetUtcNow(), [_ada])); // the platform was started anew on another disk

        AssertRefused(() => Restore(), List, "began after");

        Restore(withoutList: true);
        Assert.Equal([_ada], await new FileErasureList(List, Data, Clock).ToRepeat(default));
    }

    [Fact]
    public async Task A_list_that_cannot_be_found_is_named()
    {
        await Fill("x");
        Make();

        AssertRefused(() => Restore(erasures: Path.Combine(Data, "none-such")), "none-such");
    }

    [Theory]
    [InlineData("01a21455fc2577528af8e79bbc7dde09")]
    [InlineData("01a21455fc2577528af8e79bbc7dde09 yesterday")]
    [InlineData("01a21455fc2577528af8e79bbc7dde09 2026-11-25T20:11")]
    [InlineData("ada 2026-11-25T20:11:51Z")]
    public async Task A_line_of_a_list_written_by_hand_that_cannot_be_read_is_named(string line)
    {
        await Fill("x");
        Make();
        var other = Path.Combine(Path.GetDirectoryName(Data)!, "by-hand");
        await File.WriteAllTextAsync(other, $"01a21455fc2577528af8e79bbc7dde0a 2026-11-25T20:11:51Z\n{line}\n");

        AssertRefused(() => Restore(erasures: other), other, line);

        await File.WriteAllTextAsync(other, "01a21455fc2577528af8e79bbc7dde0a 2026-11-25T20:11:51Z\n");
        Restore(erasures: other);
        var repeated = Assert.Single(await new FileErasureList(List, Data, Clock).ToRepeat(default));
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 20, 11, 51, TimeSpan.Zero), repeated.DeletedAt);
    }
}
