using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="Offered">Whether one may play without an account.</param>
/// <param name="Days">How long a guest is kept.</param>
public sealed record GuestTerms(bool Offered, int Days);

/// <summary>Whether one may play as a guest here, for pages that offer it.</summary>
public sealed class GetGuests(IOptions<AccountOptions> options)
{
    [Function(nameof(GetGuests))]
    [Answer<GuestTerms>]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/users/guest")] HttpRequest request) =>
        TypedResults.Ok(new GuestTerms(options.Value.Guests, (int)User.GuestStay.TotalDays));
}
