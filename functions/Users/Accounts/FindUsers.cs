using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="Users">Who has been there longest comes first.</param>
/// <param name="More">Whether there are others that match as well.</param>
public sealed record FoundUsers(IReadOnlyList<UserProfile> Users, bool More);

/// <summary>An admin looks for somebody: by id, username or e-mail address, or by a part of the username or the display name.</summary>
public sealed class FindUsers(UsersDb db, BearerTokens bearer, Audit audit)
{
    [Function(nameof(FindUsers))]
    [Query("search", "An id, a username or an e-mail address, or a part of a username or a display name.", MaxLength = 254, Required = true)]
    [Query("limit", "How many are told.", 1, 100, 20)]
    [AdminsOnly]
    [Answer<FoundUsers>]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/users")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        caller.RequireAdmin("Only an admin may look for people.");
        var limit = request.Query.Number("limit", 1, 100, otherwise: 20);
        var text = request.Query.Text("search", maxLength: 254) ?? throw Problem.Field("search", "'search' is required: an id, a name or a part of one.");

        var found = await Exactly(text, cancellation) is { } user ? [user] : await Like(text, limit + 1, cancellation);

        audit.Searched(caller.UserId);
        return TypedResults.Ok(new FoundUsers([.. found.Take(limit).Select(UserProfile.Of)], found.Count > limit));
    }

    private async Task<User?> Exactly(string text, CancellationToken cancellation)
    {
        if (PublicId.IsValid(text))
            return await db.FindUser(text, cancellation) is { IsDeleted: false } user ? user : null;

        var reservation = EmailAddress.Parse(text) is { } email ? Reservation.IdOf(email)
            : Username.Parse(text) is { } username ? Reservation.IdOf(username)
            : null;
        return reservation is not null && await db.Find<Reservation>(reservation, reservation, cancellation) is { } held
            && await db.FindUser(held.UserId, cancellation) is { } holder && holder.Claims(reservation) ? holder : null;
    }

    // Reads every account: the stores have no index for a part of a text. As it is written, or with ASCII's letters in any case: SQLite knows no others.
    private Task<List<User>> Like(string text, int count, CancellationToken cancellation)
    {
        var lower = text.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // translated into the store's own lower(); it knows none of the others
        var matching = db.Users.AsNoTracking().Where(u => u.DeletedAt == null
            && (u.Username.ToLower().Contains(lower) || u.DisplayName.ToLower().Contains(lower) || u.DisplayName.Contains(text)));
#pragma warning restore CA1304, CA1311, CA1862
        return matching.OrderBy(u => u.Id).Take(count).ToListAsync(cancellation);
    }
}
