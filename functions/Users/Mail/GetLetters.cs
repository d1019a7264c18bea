using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="Sent">Whether any are: without them nobody sets a forgotten password or confirms an address.</param>
public sealed record LetterTerms(bool Sent);

/// <summary>Whether this platform sends letters, for pages that offer what needs one.</summary>
public sealed class GetLetters(IOptions<MailOptions> mail)
{
    [Function(nameof(GetLetters))]
    [Answer<LetterTerms>]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/users/letters")] HttpRequest request) =>
        TypedResults.Ok(new LetterTerms(mail.Value.IsOn));
}
