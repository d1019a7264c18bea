using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed record ProfileResponse(UserProfile User);

/// <summary>One's own profile; its ETag is what a change must name.</summary>
public sealed class GetProfile(UsersDb db, BearerTokens bearer)
{
    [Function(nameof(GetProfile))]
    [Answer<ProfileResponse>(200, "ETag")]
    [Refuses(404, "user.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/users/profile")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        var user = await db.FindUser(caller.UserId, cancellation) ?? throw Problem.NotFound("user");

        request.HttpContext.Response.Headers.ETag = ETags.Of(user.Revision);
        return TypedResults.Ok(new ProfileResponse(UserProfile.Of(user)));
    }
}
