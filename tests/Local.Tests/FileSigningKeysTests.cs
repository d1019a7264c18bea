using Microsoft.Extensions.Time.Testing;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Platform;

namespace QuizPlatform.Local.Tests;

public sealed class FileSigningKeysTests : IDisposable
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"quizplatform-keys-{Guid.NewGuid():N}", "keys");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task The_first_run_makes_a_key_and_the_next_finds_it()
    {
        var made = Assert.Single(await Load());
        _clock.Advance(TimeSpan.FromDays(1));

        var found = Assert.Single(await Load());

        Assert.Equal((made.Id, made.CreatedAt), (found.Id, found.CreatedAt));
    }

    [Fact]
    public async Task Keys_are_readable_by_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
            return; // there the user's own folder is what keeps others out
        await Load();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_directory));
    }

    [Fact]
    public async Task A_key_that_was_restored_with_open_rights_is_closed_again()
    {
        if (OperatingSystem.IsWindows())
            return;
        await Load();
        File.SetUnixFileMode(KeyFile, (UnixFileMode)0b110_100_100);

        await Load();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public async Task Keys_are_added_beside_each_other_and_removed_one_by_one()
    {
        var store = Store();
        var first = (await store.Load(default)).Single();
        _clock.Advance(TimeSpan.FromDays(30));
        var second = SigningKey.Create(_clock.GetUtcNow());
        Assert.True(await store.Add(second, default));
        Assert.Equal([first.Id, second.Id], (await store.Load(default)).OrderBy(k => k.CreatedAt).Select(k => k.Id));

        await store.Remove(first, default);

        Assert.Equal(second.Id, Assert.Single(await store.Load(default)).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a key")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0w\n-----END PRIVATE KEY-----\n")]
    public async Task A_damaged_key_stops_the_app_with_a_sentence_that_names_it(string content)
    {
        await Load();
        await File.WriteAllTextAsync(KeyFile, content);

        var stopped = await Assert.ThrowsAsync<StartupException>(Load);

        Assert.Contains(Path.GetFileName(Directory.GetFiles(_directory).Single()), stopped.Message, StringComparison.Ordinal);
        Assert.Contains("delete it", stopped.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', stopped.Message);
    }

    [Fact]
    public async Task A_key_of_another_kind_is_no_signing_key()
    {
        await Load();
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        using var other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP384);
        using var half = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);

        foreach (var pem in new[] { rsa.ExportPkcs8PrivateKeyPem(), other.ExportPkcs8PrivateKeyPem(), half.ExportSubjectPublicKeyInfoPem() })
        {
            await File.WriteAllTextAsync(KeyFile, pem);
            await Assert.ThrowsAsync<StartupException>(Load);
        }
    }

    [Fact]
    public async Task A_crash_while_writing_leaves_no_key_that_cannot_be_read()
    {
        await Load();
        await File.WriteAllTextAsync(Path.Combine(_directory, "20270101T000000000Z.pem.new"), "-----BEGIN PRI");

        Assert.Single(await Load());
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_stops_the_app_with_a_sentence()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory)!);
        await File.WriteAllTextAsync(_directory, "a file where the folder should be");

        Assert.Contains(_directory, (await Assert.ThrowsAsync<StartupException>(Load)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_directory)!, recursive: true);

    private string KeyFile => Directory.GetFiles(_directory, "*.pem").Single();

    private FileSigningKeys Store() => new(_directory, _clock);

    private Task<IReadOnlyList<SigningKey>> Load() => Store().Load(default);
}
