using System.Text;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Puts letters into a folder, where there is nobody to deliver them: <c>{time}-{id}.eml</c>, for a mail program, and beside it the plain text, for people.
/// They hold live links, so nobody else may read them, and each goes after a day.
/// </summary>
public sealed class FileMailSender(IOptions<MailOptions> options, TimeProvider clock) : IMailSender
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public async Task Send(Mail mail, CancellationToken cancellation)
    {
        var folder = options.Value.Folder!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);

        var past = clock.GetUtcNow().UtcDateTime - TimeSpan.FromDays(1);
        foreach (var old in Directory.EnumerateFiles(folder).Where(file => File.GetLastWriteTimeUtc(file) < past))
            File.Delete(old);

        var file = Path.Combine(folder, $"{clock.GetUtcNow():yyyyMMdd-HHmmss-fff}-{mail.Id}");
        using var message = MimeMail.Of(mail, options.Value.From);
        using var bytes = new MemoryStream();
        await message.WriteToAsync(bytes, cancellation);
        await Write(file + ".eml", bytes.ToArray(), cancellation);
        var text = $"From: {options.Value.From}\nTo: {mail.To}\nSubject: {mail.Subject}\n\n{mail.Text}";
        await Write(file + ".txt", Encoding.UTF8.GetBytes(text), cancellation);
    }

    // Whole under its name, for whoever looks just now.
    private static async Task Write(string file, byte[] bytes, CancellationToken cancellation)
    {
        var unfinished = file + ".new";
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = OwnerOnly;
        await using (var stream = new FileStream(unfinished, how))
            await stream.WriteAsync(bytes, cancellation);
        File.Move(unfinished, file, overwrite: true);
    }
}
