namespace QuizPlatform.Platform;

/// <summary>Hands messages to whoever delivers them.</summary>
public interface IMailSender
{
    /// <summary>Returns once it was taken over.</summary>
    /// <exception cref="MailRefusedException">It will never be, to this address.</exception>
    /// <exception cref="Exception">Anything else may pass: to be tried again.</exception>
    Task Send(Mail mail, CancellationToken cancellation);
}

/// <summary>The message, or its address, was refused for good.</summary>
public sealed class MailRefusedException(string reason, Exception? cause = null) : Exception(reason, cause);
