namespace QuizPlatform.Users;

// What the password alone does not do.
public sealed partial class User
{
    /// <summary>One at most; in a list, so that documents from before read as having none.</summary>
    public List<Authenticator> Authenticators { get; private set; } = [];

    public bool HasSecondFactor => Authenticators.Count > 0;

    /// <param name="authenticator">Whose code was right.</param>
    public void TurnOnSecondFactor(Authenticator authenticator, IEnumerable<string> recoveryCodes, string keptSession, DateTimeOffset now)
    {
        Authenticators.Add(authenticator);
        authenticator.SetRecoveryCodes(recoveryCodes);
        EndSessions(keptSession, now);
    }

    public void TurnOffSecondFactor(string? keptSession, DateTimeOffset now)
    {
        Authenticators.Clear();
        EndSessions(keptSession, now);
    }

    public IReadOnlyList<string> RenewRecoveryCodes(string keptSession, DateTimeOffset now)
    {
        EndSessions(keptSession, now);
        var codes = RecoveryCodes.New();
        Authenticators.Single().SetRecoveryCodes(codes);
        return codes;
    }
}
