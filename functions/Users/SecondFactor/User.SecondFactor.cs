namespace QuizPlatform.Users;

// What the password alone does not do.
public sealed partial class User
{
    /// <summary>One at most; in a list, so that documents from before read as having none.</summary>
    public List<Authenticator> Authenticators { get; private set; } = [];

    public bool HasSecondFactor => Authenticators.Count > 0;

    /// <param name="authenticator">Whose code was right.</param>
    /// <returns>The recovery codes.</returns>
    public IReadOnlyList<string> TurnOnSecondFactor(Authenticator authenticator, string keptSession, DateTimeOffset now)
    {
        Authenticators.Add(authenticator);
        EndSessions(keptSession, now);
        return authenticator.RenewRecoveryCodes();
    }

    public void TurnOffSecondFactor(string keptSession, DateTimeOffset now)
    {
        Authenticators.Clear();
        EndSessions(keptSession, now);
    }

    public IReadOnlyList<string> RenewRecoveryCodes(string keptSession, DateTimeOffset now)
    {
        EndSessions(keptSession, now);
        return Authenticators.Single().RenewRecoveryCodes();
    }
}
