using Microsoft.Extensions.Time.Testing;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Platform;

namespace QuizPlatform.Local.Tests;

public sealed class FileErasureListTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("erasures-tests-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly Erasure _ada = new("01a21455fc2577528af8e79bbc7dde09", new(2026, 11, 25, 13, 0, 0, TimeSpan.Zero));
    private readonly Erasure _bob = new("01a21455fc2577528af8e79bbc7dde0a", new(2026, 11, 25, 14, 0, 0, TimeSpan.Zero));

    private string List => Path.Combine(_data, "kept", "erasures.log");

    [Fact]
    public async Task The_first_start_begins_the_list_and_later_ones_go_on_with_it()
    {
        await Open().ToRepeat(default);
        _clock.Advance(TimeSpan.FromDays(1));
        var list = Open();
        await list.ToRepeat(default);
        await list.Add(_ada, default);

        Assert.Equal((_clock.GetUtcNow() - TimeSpan.FromDays(1), _ada), (ErasureFile.Read(List).Since, Assert.Single(ErasureFile.Read(List).People)));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(List));
    }

    [Fact]
    public async Task Somebody_is_listed_once_however_often_the_clean_up_is_repeated()
    {
        await Open().ToRepeat(default);
        foreach (var list in (FileErasureList[])[Open(), Open()])
        {
            await list.Add(_ada, default);
            await list.Add(_ada, default);
        }

        Assert.Equal(2, (await File.ReadAllLinesAsync(List)).Length);
    }

    [Theory]
    [InlineData("01a21455fc2577528af8e79b")]
    [InlineData("01a21455fc2577528af8e79bbc7dde09 2026-11-25T1")]
    [InlineData("01a21455fc2577528af8e79bbc7dde09 2026-11-25T13:00:00.0000000+00:0")]
    public async Task A_line_that_a_crash_broke_off_does_not_count_and_spoils_no_other(string broken)
    {
        await Open().ToRepeat(default);
        await Open().Add(_bob, default);
        await File.AppendAllTextAsync(List, broken);

        await Open().Add(_ada, default);

        Assert.Equal([_bob, _ada], ErasureFile.Read(List).People);
        Assert.Equal([broken], ErasureFile.Read(List).Unread);
    }

    [Fact]
    public async Task Of_a_guest_it_says_which_account_keeps_what_they_did()
    {
        var guest = _ada with { KeptBy = _bob.UserId };
        await Open().ToRepeat(default);
        await Open().Add(guest, default);
        var content = ErasureFile.Read(List);

        ErasureFile.Write(List, content);

        Assert.Equal([guest], content.People);
        Assert.Equal([guest], ErasureFile.Read(List).People);
    }

    [Theory]
    [InlineData("2026-11-25T13:00:00Z")]
    [InlineData("2026-11-25T13:00:00.5Z")]
    [InlineData("2026-11-25T15:00:00+02:00")]
    public async Task A_time_may_be_written_as_people_write_it(string time)
    {
        await File.WriteAllTextAsync(Path.Combine(_data, "by-hand"), $"{_ada.UserId} {time}\n");

        Assert.Equal(13, Assert.Single(ErasureFile.Read(Path.Combine(_data, "by-hand")).People).DeletedAt.UtcDateTime.Hour);
    }

    [Fact]
    public async Task A_list_that_cannot_be_written_lets_no_deletion_be_acknowledged()
    {
        Directory.CreateDirectory(List); // a folder in its place

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Open().Add(_ada, default));
    }

    [Fact]
    public async Task A_restored_platform_does_not_start_without_its_list()
    {
        await File.WriteAllTextAsync(Path.Combine(_data, FileErasureList.RestoredMark), "");

        Assert.Contains(List, (await Assert.ThrowsAsync<StartupException>(() => Open().ToRepeat(default))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private FileErasureList Open() => new(List, _data, _clock);
}
