using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Where no settings say who delivers letters. Nobody writes any then; those from before wait until they have no purpose.</summary>
internal sealed class NoMailSender : IMailSender
{
    public Task Send(Mail mail, CancellationToken cancellation) => throw new InvalidOperationException("No setting Mail:… says who delivers letters.");
}
