using Microsoft.AspNetCore.Identity;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

// What the owner may sign in with instead of the password.
public sealed partial class User
{
    private const int MaxPasskeys = 20;

    public List<Passkey> Passkeys { get; private set; } = [];
    public List<SpentChallenge> SpentChallenges { get; private set; } = [];

    /// <param name="keptSession">The one session that goes on.</param>
    /// <returns>The passkey; the one that was added by that challenge before.</returns>
    public Passkey AddPasskey(string challengeId, string name, UserPasskeyInfo made, string keptSession, DateTimeOffset now)
    {
        if (Passkeys.Find(passkey => passkey.PasskeyId == challengeId) is { } there)
            return there;
        if (Passkeys.Count >= MaxPasskeys)
            throw Problem.Conflict($"An account has {MaxPasskeys} passkeys at most. Remove one that you do not need.", "passkey.too-many");
        var added = new Passkey(challengeId, name, made, now);
        Passkeys.Add(added);
        EndSessions(keptSession, now);
        return added;
    }

    /// <returns>False when there is no such passkey.</returns>
    public bool RenamePasskey(string passkeyId, string name)
    {
        var passkey = Passkeys.Find(passkey => passkey.PasskeyId == passkeyId);
        passkey?.Rename(name);
        return passkey is not null;
    }

    /// <inheritdoc cref="RenamePasskey"/>
    public bool RemovePasskey(string passkeyId, string keptSession, DateTimeOffset now)
    {
        if (!RemovePasskeys(passkey => passkey.PasskeyId == passkeyId))
            return false;
        EndSessions(keptSession, now); // and frees it for others
        return true;
    }

    /// <summary>Notes that a passkey has answered a challenge, which it is then done with.</summary>
    /// <param name="request">Who asks: told once more that it is so.</param>
    public PasskeyUse UsePasskey(UserPasskeyInfo shown, SealedState challenge, string request, DateTimeOffset now)
    {
        SpentChallenges.RemoveAll(spent => spent.Until <= now);
        if (SpentChallenges.Find(spent => spent.ChallengeId == challenge.Id) is { } spent)
            return spent.Request == request ? PasskeyUse.Good : PasskeyUse.Spent;
        if (!Passkeys.Single(passkey => passkey.IsOf(shown.CredentialId)).Use(shown, now))
            return PasskeyUse.CountsBack;
        SpentChallenges.Add(new(challenge.Id, request, challenge.Until));
        return PasskeyUse.Good;
    }

    private bool RemovePasskeys(Predicate<Passkey> which)
    {
        ReleasedReservations.AddRange(Passkeys.FindAll(which).Select(passkey => passkey.Reservation));
        return Passkeys.RemoveAll(which) > 0;
    }

    private void ForgetFactors()
    {
        RemovePasskeys(_ => true);
        SpentChallenges.Clear();
        Authenticators.Clear();
    }
}

public enum PasskeyUse
{
    Good,

    /// <summary>The challenge was answered before.</summary>
    Spent,

    /// <summary>The passkey has counted less than it had before.</summary>
    CountsBack,
}
