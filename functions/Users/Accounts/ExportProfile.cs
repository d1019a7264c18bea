using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Everything this app keeps about a person. Of the password and the tokens only hashes are kept, which say nothing to anybody.</summary>
public sealed record ExportedProfile(
    DateTimeOffset ExportedAt,
    UserProfile User,
    int Revision,
    IReadOnlyList<ExportedSession> Sessions,
    IReadOnlyList<ExportedReservation> Reservations,
    IReadOnlyList<ExportedAttempts> SignInAttempts,
    IReadOnlyList<ExportedLetter> Letters,
    IReadOnlyList<ExportedNameReport> NameReports,
    IReadOnlyList<PasskeyItem> Passkeys,
    SecondFactorState SecondFactor,
    ExportedOrganisation? Organisation,
    string PasswordKept = "as a salted PBKDF2 hash");

public sealed record ExportedSession(
    string Id, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, string? UserAgent);

/// <summary>Whom the organisation's provider knows as this person.</summary>
public sealed record ExportedOrganisation(string Issuer, string Subject, DateTimeOffset LinkedAt);

public sealed record ExportedReservation(string Name, DateTimeOffset ReservedAt);

/// <param name="To">Where it went, if not to the account's address.</param>
/// <param name="DoneAt">When it was handed over or given up; null: not yet.</param>
/// <param name="Note">An admin's words in it.</param>
public sealed record ExportedLetter(
    string Kind, string Language, string? To, string? Note, DateTimeOffset WrittenAt, DateTimeOffset? DoneAt, DateTimeOffset ExpiresAt);

/// <summary>That somebody said something of the person's name. Their own words are theirs.</summary>
public sealed record ExportedNameReport(string Name, string Reason, DateTimeOffset ReportedAt, DateTimeOffset? ClosedAt);

/// <param name="Name">What was signed in with.</param>
public sealed record ExportedAttempts(string Name, int Failures, DateTimeOffset? LastFailedAt, IReadOnlyList<ExportedSource> Sources);

/// <param name="Address">A hash of the network address.</param>
public sealed record ExportedSource(string Address, int Failures, DateTimeOffset? LastFailedAt, DateTimeOffset? SucceededAt)
{
    internal static ExportedSource Of(AttemptSource source) => new(source.Address, source.Failures, source.LastFailedAt, source.SucceededAt);
}

/// <summary>Everything that the Users app keeps about who asks.</summary>
public sealed class ExportProfile(UsersDb db, BearerTokens bearer, TimeProvider clock)
{
    [Function(nameof(ExportProfile))]
    [Answer<ExportedProfile>]
    [Refuses(404, "user.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/users/profile/export")] HttpRequest request, CancellationToken cancellation)
    {
        var caller = await bearer.Require(request, cancellation);
        var user = await db.FindUser(caller.UserId, cancellation) ?? throw Problem.NotFound("user");
        var sessions = await db.Sessions.Where(s => s.Partition == caller.UserId).OrderByDescending(s => s.LastUsedAt).ToListAsync(cancellation);

        var reservations = new List<ExportedReservation>();
        var attempts = new List<ExportedAttempts>();
        (string Name, string? Id)[] names =
        [
            (user.Email, user.EmailReservation), (user.Username, user.UsernameReservation),
            .. user.FormerEmails.Select(f => (f.Email, (string?)f.Reservation)), ("password asked again", user.Id),
            (user.OrganisationSubject ?? "", user.OrganisationReservation), .. user.Passkeys.Select(p => (p.Name, (string?)p.Reservation)),
        ];
        foreach (var (name, id) in names)
        {
            if (id is not { Length: > 0 })
                continue; // a guest claims no names
            if (await db.Find<Reservation>(id, id, cancellation) is { } reservation)
                reservations.Add(new(name, reservation.ReservedAt));
            var attemptsId = SignInAttempts.IdOf(id);
            if (await db.Find<SignInAttempts>(attemptsId, attemptsId, cancellation) is { } tried)
                attempts.Add(new(name, tried.Failures, tried.LastFailedAt, [.. tried.Sources.Select(ExportedSource.Of)]));
        }

        var reports = await db.Set<NameReport>().Where(r => r.Partition == Report.PartitionValue && r.SubjectId == caller.UserId).ToListAsync(cancellation);
        return TypedResults.Ok(new ExportedProfile(
            clock.GetUtcNow(),
            UserProfile.Of(user),
            user.Revision,
            [.. sessions.Select(s => new ExportedSession(s.SessionId, s.CreatedAt, s.LastUsedAt, s.ExpiresAt, s.RevokedAt, s.UserAgent))],
            reservations,
            attempts,
            [.. user.Letters.Select(l => new ExportedLetter($"{l.Kind}", l.Language, l.To, l.Note, l.WrittenAt, l.DoneAt, l.ExpiresAt))],
            [.. reports.Select(r => new ExportedNameReport(r.Name, r.Reason, r.ReportedAt, r.ClosedAt))],
            [.. user.Passkeys.Select(PasskeyItem.Of)],
            SecondFactorState.Of(user),
            user.OrganisationSince is { } since ? new(user.OrganisationIssuer!, user.OrganisationSubject!, since) : null));
    }
}
