namespace QuizPlatform.LocalBus;

/// <summary>The bus cannot do what was asked; the message is one sentence fit for the person who runs it.</summary>
public sealed class MessageBusException : Exception
{
    public MessageBusException(string message) : base(message) { }
    public MessageBusException(string message, Exception inner) : base(message, inner) { }
}
