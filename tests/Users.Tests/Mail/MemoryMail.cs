using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

/// <summary>Keeps what is sent; can be out of order.</summary>
internal sealed class MemoryMail : IMailSender
{
    private readonly List<Platform.Mail> _sent = [];

    public IReadOnlyList<Platform.Mail> Sent => _sent;

    public void Clear() => _sent.Clear();

    /// <summary>What happens instead of sending.</summary>
    public Exception? Fault { get; set; }

    /// <summary>What happens while the provider is at it, before it has taken the letter over.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    public async Task Send(Platform.Mail mail, CancellationToken cancellation)
    {
        await Meanwhile();
        if (Fault is not null)
            throw Fault;
        _sent.Add(mail);
    }

    /// <summary>What the link of the last letter ends with.</summary>
    public string Token => TokenOf(_sent[^1]);

    public static string TokenOf(Platform.Mail mail) => mail.Text.Split("token=")[1].Split('\n')[0];
}
