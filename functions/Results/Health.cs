using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

public sealed class Health(ServiceHealth health)
{
    [Function(nameof(Health))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellation) =>
        await health.Check(cancellation);
}
