using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Has an ID token used once. Of two uses at once, here or on another instance, the store lets one save; a crash after it spends the token.</summary>
public sealed class SignInOnce(IDbContextFactory<UsersDb> databases, TimeProvider clock)
{
    /// <param name="use">One of <see cref="NewUse"/>, or whose it is: the same use may spend it again.</param>
    /// <exception cref="ProblemException">401: it was used before.</exception>
    public async Task Spend(OrganisationIdentity identity, string use, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation); // the function's own documents must not be saved along
        if (await db.TryAdd(new SpentSignIn(identity.Nonce, use, clock.GetUtcNow()), cancellation))
            return;
        // By this very use, perhaps, in a save whose answer was lost.
        var id = SpentSignIn.IdOf(identity.Nonce);
        if ((await db.Find<SpentSignIn>(id, id, cancellation))?.Use != use)
            throw IdTokens.Refused();
    }

    public static string NewUse() => Guid.NewGuid().ToString("N");
}
