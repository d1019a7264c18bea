using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Makes accounts under names that are theirs alone.</summary>
public sealed class NewAccounts(UsersDb db, Names names, Audit audit, TimeProvider clock)
{
    /// <param name="make">
    /// Makes the account with that id and reserves its names by what it is given, which says false of one that is taken. Where it throws a problem, none is
    /// kept.
    /// </param>
    /// <exception cref="ProblemException">409: it took so long that its names have passed to others.</exception>
    public async Task<User> Make(Func<string, Func<string, Task<bool>>, Task<User>> make, CancellationToken cancellation)
    {
        var userId = PublicId.New(clock.GetUtcNow());
        var reserved = new List<string>();
        try
        {
            var user = await make(userId, Reserve);
            await Save(user, cancellation);
            audit.Registered(userId);
            return user;
        }
        catch (ProblemException)
        {
            // Politeness only: a minute later they would be free anyway.
            foreach (var name in reserved)
                await names.Release(name, userId, DateTimeOffset.MaxValue, cancellation);
            throw;
        }

        async Task<bool> Reserve(string name)
        {
            if (!await names.Reserve(name, userId, cancellation))
                return false;
            reserved.Add(name);
            return true;
        }
    }

    private async Task Save(User user, CancellationToken cancellation)
    {
        if (await db.TryAdd(user, cancellation))
            return;

        // Nobody else makes an account with this id: the save was done and its answer lost, or else it took so long that the names have
        // passed to others, who have put a deleted one in its place.
        if (await db.FindUser(user.UserId, cancellation) is not { IsDeleted: false })
            Names.RefuseTaken(email: true, username: true);
    }
}
