using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="DisplayName">What others see; a friendly made-up name where it is left out.</param>
public sealed record PlayAsGuestRequest([property: MaxLength(Users.DisplayName.MaxLength)] string? DisplayName);

/// <summary>
/// Begins a session without an account, for who wants to play at once: no e-mail address, no password, and after seven days the guest is forgotten.
/// Made-up names are German for who prefers that (<c>Accept-Language</c>).
/// </summary>
public sealed class PlayAsGuest(UsersDb db, SessionStart sessions, RateLimits limits, IOptions<AccountOptions> options, Audit audit, TimeProvider clock)
{
    [Function(nameof(PlayAsGuest))]
    [Body<PlayAsGuestRequest>, Limited("guest")]
    [Answer<SignedIn>(201, "Location")]
    [Refuses(403, "guests.off")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/users/guest")] HttpRequest request, CancellationToken cancellation)
    {
        if (!options.Value.Guests)
            throw new ProblemException(403, "Nobody plays as a guest here: register or sign in.", "guests.off");
        limits.Require("guest", request);
        var displayName = Read(await RequestBody.Read<PlayAsGuestRequest>(request, cancellation));
        limits.RequireInAll("guestsInAll", request); // last: what is refused for another reason takes nothing from others

        var now = clock.GetUtcNow();
        var userId = PublicId.New(now);
        var madeUpName = MadeUpName.Of(userId, PreferredLanguage.Of(request));
        // Nobody else has its id: where it is taken, the save was done and its answer lost.
        var guest = User.Guest(userId, displayName ?? madeUpName, madeUpName, now);
        await db.TryAdd(guest, cancellation);

        audit.GuestCame(userId);
        return TypedResults.Created("/api/users/profile", await sessions.Begin(guest, "Welcome", request, cancellation));
    }

    private static string? Read(PlayAsGuestRequest body)
    {
        if (string.IsNullOrWhiteSpace(body.DisplayName))
            return null;
        var validation = new Validation();
        var displayName = DisplayName.Read(body.DisplayName, validation);
        validation.ThrowIfAny();
        return displayName;
    }
}
