using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace QuizPlatform.Platform;

/// <summary>What somebody who reported something is answered: nothing that tells whether they, or others, did before.</summary>
public sealed record Reported(string Message)
{
    public static IResult Answer() => TypedResults.Accepted((string?)null, new Reported("Thank you. An admin will look at it."));
}

/// <param name="Note">For other admins.</param>
public sealed record CloseReportRequest([property: MaxLength(Report.MaxText)] string? Note)
{
    /// <exception cref="ProblemException">400.</exception>
    public string? Read()
    {
        var validation = new Validation();
        var note = string.IsNullOrWhiteSpace(Note) ? null : validation.Text("note", Note, 1, Report.MaxText);
        validation.ThrowIfAny();
        return note;
    }
}

/// <summary>The reports an app has, for its admins.</summary>
public static class ReportQueue
{
    private const int AtOnce = 100;

    private sealed record Place([property: JsonRequired] DateTimeOffset ReportedAt, [property: JsonRequired] string Id);

    /// <summary>Declares an app's kind of report.</summary>
    public static EntityTypeBuilder<T> Reports<T>(this ModelBuilder model)
        where T : Report =>
        model.Document<T>().OrderedBy("-ReportedAt", "Id").FoundBy("SubjectId").FoundBy("ForgetAt");

    /// <summary>Takes a report in. A repeat of one that is open changes nothing; one that was closed comes open again, in the words of now.</summary>
    /// <param name="require">Refuses it where there are too many; not asked for a repeat.</param>
    public static Task TakeReport<T>(this DocumentDb db, T report, Action require, CancellationToken cancellation)
        where T : Report => db.Repeat(async () =>
    {
        var kept = await db.Find<T>(Report.PartitionValue, report.Id, cancellation);
        if (kept is { ClosedAt: null })
            return false;
        require();
        if (kept is null)
            return await db.TryAdd(report, cancellation); // taken: a repeat at this very moment
        kept.Reopen(report);
        await db.SaveChangesAsync(cancellation);
        return true;
    }, cancellation);

    /// <summary>A page of those that are open, or closed where the query asks for them, the newest first.</summary>
    public static async Task<(List<T> Page, string? NextCursor)> ReadReports<T>(this DocumentDb db, IQueryCollection query, CancellationToken cancellation)
        where T : Report
    {
        var limit = query.Number("limit", 1, 100, otherwise: 20);
        var closed = query.OneOf("state", "open", "closed") == "closed";
        var place = Cursor.Read<Place>(query.Text("cursor"));
        var matching = db.Set<T>().AsNoTracking().Where(r => r.Partition == Report.PartitionValue);
        matching = closed ? matching.Where(r => r.ClosedAt != null) : matching.Where(r => r.ClosedAt == null);
        if (place is { ReportedAt: var time })
            matching = matching.Where(r => r.ReportedAt <= time);

        var rows = await matching.OrderByDescending(r => r.ReportedAt).ThenBy(r => r.Id)
            .TakeBeyond(r => r.ReportedAt == place?.ReportedAt && string.CompareOrdinal(r.Id, place.Id) <= 0, limit + 1, cancellation);
        var page = rows.Take(limit).ToList();
        return (page, rows.Count > limit ? Cursor.Write(new Place(page[^1].ReportedAt, page[^1].Id)) : null);
    }

    /// <summary>Closes one.</summary>
    /// <exception cref="ProblemException">404: there is none such.</exception>
    public static Task<T> CloseReport<T>(this DocumentDb db, string reportId, string? note, DateTimeOffset now, CancellationToken cancellation)
        where T : Report => db.Repeat(async () =>
    {
        var report = await db.Find<T>(Report.PartitionValue, Report.IdOf(reportId), cancellation) ?? throw Problem.NotFound("report");
        report.Close(note, now);
        await db.SaveChangesAsync(cancellation);
        return report;
    }, cancellation);

    /// <summary>Closes all that are about one thing, with which an admin has just dealt. Broken off, the rest stays open.</summary>
    public static Task CloseReportsOf<T>(this DocumentDb db, string subjectId, string? note, DateTimeOffset now, CancellationToken cancellation)
        where T : Report =>
        ForAll<T>(db, reports => reports.Where(r => r.SubjectId == subjectId && r.ClosedAt == null), report => report.Close(note, now), cancellation);

    /// <summary>Takes away all that are about something that is gone.</summary>
    public static Task EraseReportsOf<T>(this DocumentDb db, string subjectId, CancellationToken cancellation)
        where T : Report =>
        ForAll<T>(db, reports => reports.Where(r => r.SubjectId == subjectId), report => db.Remove(report), cancellation);

    /// <summary>Takes away those whose time is over.</summary>
    public static Task ForgetReports<T>(this DocumentDb db, DateTimeOffset now, CancellationToken cancellation)
        where T : Report =>
        ForAll<T>(db, reports => reports.Where(r => r.ForgetAt < now), report => db.Remove(report), cancellation);

    private static async Task ForAll<T>(
        DocumentDb db, Func<IQueryable<T>, IQueryable<T>> which, Action<T> change, CancellationToken cancellation)
        where T : Report
    {
        while (await db.Repeat(Some, cancellation) == AtOnce)
        {
        }

        async Task<int> Some()
        {
            var all = db.Set<T>().Where(r => r.Partition == Report.PartitionValue);
            var some = await which(all).OrderBy(r => r.ReportedAt).Take(AtOnce).ToListAsync(cancellation);
            some.ForEach(change);
            await db.SaveChangesAsync(cancellation);
            return some.Count;
        }
    }
}
