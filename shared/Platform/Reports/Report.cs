namespace QuizPlatform.Platform;

/// <summary>
/// Somebody's word that something should not be there. Who said so is not kept but as a part of the id, by which a repeat is known. Forgotten
/// <see cref="OpenKept"/> after it came in, or <see cref="ClosedKept"/> after an admin closed it.
/// </summary>
public abstract class Report : Document
{
    public const string PartitionValue = "reports";
    public const int MaxText = 500;
    private const string Prefix = "report-";

    public static readonly TimeSpan OpenKept = TimeSpan.FromDays(180);
    public static readonly TimeSpan ClosedKept = TimeSpan.FromDays(30);

    protected Report()
    {
    }

    protected Report(string reportId, string subjectId, ReportWords words, DateTimeOffset now)
        : base(IdOf(reportId), PartitionValue)
    {
        SubjectId = subjectId;
        (Reason, Text) = words;
        ReportedAt = now;
        ForgetAt = now + OpenKept;
    }

    public string ReportId => Id[Prefix.Length..];

    /// <summary>What it is about.</summary>
    public string SubjectId { get; private set; } = null!;
    public string Reason { get; private set; } = null!;
    public string? Text { get; private set; }
    public DateTimeOffset ReportedAt { get; private set; }

    /// <summary>When an admin was done with it.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>That admin's, to other admins, also when it has come open again.</summary>
    public string? Note { get; private set; }
    public DateTimeOffset ForgetAt { get; private set; }

    public static string IdOf(string reportId) => Prefix + reportId;

    /// <summary>The same for the same person, or the same address where nobody is signed in, saying something of the same thing again.</summary>
    /// <param name="subject">What it is about, as it is now: once that has changed, it may be reported again.</param>
    public static string ReportIdOf(string subject, Caller? reporter, string? address) =>
        PublicId.Of($"{subject}\n{(reporter is null ? $"address {address}" : $"user {reporter.UserId}")}\nreport");

    /// <summary>Opens it again, as the same person has said it anew.</summary>
    public void Reopen(Report anew)
    {
        (Reason, Text, ReportedAt, ForgetAt) = (anew.Reason, anew.Text, anew.ReportedAt, anew.ForgetAt);
        ClosedAt = null;
    }

    public void Close(string? note, DateTimeOffset now)
    {
        if (ClosedAt is not null)
            return;
        ClosedAt = now;
        Note = note;
        ForgetAt = now + ClosedKept;
    }
}

/// <summary>What somebody says of it.</summary>
public sealed record ReportWords(string Reason, string? Text)
{
    /// <param name="reasons">Of which it is one.</param>
    /// <exception cref="ProblemException">400 with the fields to blame.</exception>
    public static ReportWords Read(string? reason, string? text, IReadOnlyList<string> reasons)
    {
        var validation = new Validation();
        validation.Check(reason is not null && reasons.Contains(reason), "reason", $"'reason' must be one of: {string.Join(", ", reasons)}.");
        var said = string.IsNullOrWhiteSpace(text) ? null : validation.Text("text", text, 1, Report.MaxText);
        validation.ThrowIfAny();
        return new(reason!, said);
    }
}
