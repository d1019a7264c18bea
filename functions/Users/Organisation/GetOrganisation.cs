using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Whether one signs in through the organisation.</summary>
/// <param name="LinkedAt">Since when; null: not at all.</param>
/// <param name="HasPassword">Whether one can sign in with a password as well. Who cannot keeps the link.</param>
public sealed record OrganisationLink(DateTimeOffset? LinkedAt, bool HasPassword)
{
    public static OrganisationLink Of(User user) => new(user.OrganisationSince, user.HasPassword);
}

/// <summary>Whether one's account is linked to the organisation's provider.</summary>
public sealed class GetOrganisation(UsersDb db, BearerTokens bearer)
{
    [Function(nameof(GetOrganisation))]
    [Answer<OrganisationLink>]
    [Refuses(404, "user.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/users/organisation")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        return TypedResults.Ok(OrganisationLink.Of(await db.FindUser(caller.UserId, cancellation) ?? throw Problem.NotFound("user")));
    }
}
