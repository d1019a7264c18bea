namespace QuizPlatform.Users;

// Whom the organisation's provider knows as the owner: one person there, who has one account here.
public sealed partial class User
{
    public string? OrganisationIssuer { get; private set; }
    public string? OrganisationSubject { get; private set; }

    /// <summary>Since when who is that person there signs in to this account.</summary>
    public DateTimeOffset? OrganisationSince { get; private set; }

    /// <summary>The reservation that this account claims for it; null: there is no link.</summary>
    public string? OrganisationReservation => OrganisationIssuer is null ? null : Reservation.IdOfMember(OrganisationIssuer, OrganisationSubject!);

    public void Link(OrganisationIdentity identity, DateTimeOffset now)
    {
        (OrganisationIssuer, OrganisationSubject) = (identity.Issuer, identity.Subject);
        OrganisationSince = now;
        Revision++;
    }

    /// <summary>Sessions end, for some of them may have come through the organisation.</summary>
    /// <param name="keptSession">The one session that goes on.</param>
    public void Unlink(string? keptSession, DateTimeOffset now)
    {
        if (!ForgetLink())
            return;
        Revision++;
        EndSessions(keptSession, now);
    }

    private bool ForgetLink()
    {
        if (OrganisationReservation is not { } reservation)
            return false;
        ReleasedReservations.Add(reservation);
        OrganisationIssuer = OrganisationSubject = null;
        OrganisationSince = null;
        return true;
    }
}
