using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Mail;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Hands letters to Azure Communication Services, by the app's identity. Its package is not on every registry, and this is all we need of it
/// (azure-rest-api-specs, <c>communication/data-plane/Email/stable/2023-03-31</c>).
/// </summary>
public sealed class AzureMailSender(IHttpClientFactory clients, IOwnIdentity identity, IOptions<MailOptions> options, TimeProvider clock) : IMailSender
{
    public const string ClientName = "mail";

    private const string Scope = "https://communication.azure.com/.default";
    private const string Version = "api-version=2023-03-31";
    private const int LongestRest = 3600; // seconds, and the longest limit of theirs

    private long _restsUntil; // they count what they refuse as well, so asking meanwhile makes it longer

    public async Task Send(Mail mail, CancellationToken cancellation)
    {
        if (clock.GetTimestamp() < Interlocked.Read(ref _restsUntil))
            throw new IOException("Azure Communication Services has had too many requests and is left in peace.");

        using var client = clients.CreateClient(ClientName);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await identity.Token(Scope, cancellation));
        var operation = Guid.ParseExact(mail.Id, "N");
        if (mail.Again && await Has(client, operation, cancellation))
            return;

        using var request = new HttpRequestMessage(HttpMethod.Post, Url($"/emails:send?{Version}"));
        request.Headers.Add("Operation-Id", operation.ToString());
        request.Content = JsonContent.Create(new
        {
            SenderAddress = new MailAddress(options.Value.From).Address, // its name is the domain's to say, in Azure
            Recipients = new { To = new[] { new { Address = mail.To } } },
            Content = new { mail.Subject, PlainText = mail.Text, mail.Html },
            UserEngagementTrackingDisabled = true,
        });
        using var answer = await client.SendAsync(request, cancellation);
        Check(answer);
    }

    // An earlier try of which we know no end: we were killed, or the answer was lost. Headers for repeatable requests would do it for five minutes, and for
    // the same bytes only; ours has another link.
    private async Task<bool> Has(HttpClient client, Guid operation, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(Url($"/emails/operations/{operation}?{Version}"), cancellation);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
            return false;
        Check(answer);
        return true;
    }

    // By its code alone: what else it says may name the address, and goes into the log.
    private void Check(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode)
            return;
        var code = answer.Headers.TryGetValues("x-ms-error-code", out var codes) ? $" {codes.First()}" : "";
        var said = $"Azure Communication Services answered {(int)answer.StatusCode}{code}";
        switch (answer.StatusCode)
        {
            case HttpStatusCode.BadRequest: // what is wrong with a letter, or its address, is wrong with it tomorrow
                throw new MailRefusedException($"{said}.");
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                throw new IOException($"{said}: the app's identity may not send (infra/modules/roles.bicep).");
            case HttpStatusCode.TooManyRequests:
                var seconds = Math.Clamp(RetryAfter(answer.Headers.RetryAfter), 1, LongestRest);
                Interlocked.Exchange(ref _restsUntil, clock.GetTimestamp() + (long)(seconds * clock.TimestampFrequency));
                break;
        }

        throw new IOException($"{said}.");
    }

    private double RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta?.TotalSeconds ?? (header?.Date - clock.GetUtcNow())?.TotalSeconds ?? 60;

    private Uri Url(string path) => new(new Uri(options.Value.Endpoint!), path);
}
