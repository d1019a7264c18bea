using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed record SetRolesRequest([property: Required, OneOf(typeof(Role), nameof(Role.All))] IReadOnlyList<string?>? Roles);

/// <summary>An admin says who has which roles; the person's sessions end, for roles are in their tokens.</summary>
public sealed class SetRoles(UsersDb db, BearerTokens bearer, AccountCleanup cleanup, Audit audit, TimeProvider clock)
{
    [Function(nameof(SetRoles))]
    [AdminsOnly, Body<SetRolesRequest>]
    [Answer<ProfileRoles>]
    [Refuses(404, "user.not-found"), Refuses(409, "user.last-admin", "user.guest")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/users/{id:length(32)}/roles")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var (caller, body, _) = await bearer.RequireWithBody<SetRolesRequest>(
            request, caller => caller.RequireAdmin("Only an admin may say who has which roles."), cancellation);
        var roles = Read(body);
        if (caller.Owns(id) && !roles.Contains(Role.Admin))
            throw Problem.Conflict("Another admin has to take this role from you, so that there is always one.", "user.last-admin");

        var user = await db.Change<User>(id, User.IdOf(id), async u =>
        {
            if (u.IsDeleted)
                return false;
            if (u.IsGuest)
                throw Problem.Conflict("A guest plays, and has no other role. Whoever registers can be given one.", "user.guest");
            await db.RequireAdmin(caller, u, cancellation);
            u.DecideRoles(roles, clock.GetUtcNow());
            return true;
        }, cancellation) ?? throw Problem.NotFound("user");

        audit.RolesSet(id, string.Join(' ', user.Roles), caller.UserId);
        if (user.CleanupSince is not null)
            await cleanup.Finish(id, cancellation);
        return TypedResults.Ok(new ProfileRoles(id, [.. user.Roles]));
    }

    private static string[] Read(SetRolesRequest body)
    {
        var validation = new Validation();
        var all = string.Join(", ", Role.All);
        validation.Check(body.Roles is not null, "roles", $"'roles' is required: a list of {all}.");
        validation.Check(body.Roles is null || body.Roles.All(role => role is not null && Role.All.Contains(role)), "roles", $"'roles' may hold {all}.");
        validation.ThrowIfAny();
        return [.. body.Roles!.Select(role => role!)];
    }
}

public sealed record ProfileRoles(string Id, IReadOnlyList<string> Roles);
