using Microsoft.AspNetCore.Http.Extensions;

namespace QuizPlatform.Web.Api;

/// <summary>What people report, which each app keeps of its own things: quizzes, and people's names.</summary>
public sealed class ReportsApi(ApiClient api)
{
    private const string Quizzes = "http://quizzes/api/quizzes";
    private const string Users = "http://users/api/users";

    /// <summary>The reasons there are for each.</summary>
    public static readonly IReadOnlyList<string> QuizReasons = ["offensive", "private", "rights", "wrong", "spam", "other"];
    public static readonly IReadOnlyList<string> NameReasons = ["offensive", "private", "pretends", "spam", "other"];

    public Task ReportQuiz(string id, string? reason, string? text) => api.Send(HttpMethod.Post, $"{Of(Quizzes, id)}/reports", new { reason, text });

    public Task ReportName(string userId, string? reason, string? text) => api.Send(HttpMethod.Post, $"{Of(Users, userId)}/reports", new { reason, text });

    /// <summary>For admins, as is all that follows.</summary>
    public Task<QuizReportPage> OfQuizzes(bool closed, string? cursor) => api.Get<QuizReportPage>($"{Quizzes}/reports{Query(closed, cursor)}");

    public Task<NameReportPage> OfNames(bool closed, string? cursor) => api.Get<NameReportPage>($"{Users}/reports{Query(closed, cursor)}");

    public Task CloseOfQuiz(string reportId, string? note) => api.Send(HttpMethod.Put, $"{Of($"{Quizzes}/reports", reportId)}/closed", new { note });

    public Task CloseOfName(string reportId, string? note) => api.Send(HttpMethod.Put, $"{Of($"{Users}/reports", reportId)}/closed", new { note });

    /// <summary>Takes a quiz down, or puts it up again.</summary>
    /// <param name="note">To its author.</param>
    public Task Hide(string quizId, bool hidden, string? note) => api.Send(HttpMethod.Put, $"{Of(Quizzes, quizId)}/hidden", new { hidden, note });

    /// <summary>Puts a made-up name in the place of somebody's.</summary>
    public Task ResetName(string userId) => api.Send(HttpMethod.Delete, $"{Of(Users, userId)}/name");

    private static string Of(string root, string id) => $"{root}/{Uri.EscapeDataString(id)}";

    private static string Query(bool closed, string? cursor)
    {
        var query = new QueryBuilder { { "state", closed ? "closed" : "open" } };
        if (cursor is not null)
            query.Add("cursor", cursor);
        return query.ToString();
    }
}

public sealed record QuizReportPage(IReadOnlyList<QuizReport> Reports, string? NextCursor);

/// <param name="QuizTitle">Null: the quiz is gone.</param>
/// <param name="QuizCreatedBy">The author's user id, or a word where there is no account; null: the quiz is gone.</param>
/// <param name="Note">Of who closed it.</param>
public sealed record QuizReport(
    string Id, string QuizId, string? QuizTitle, bool QuizHidden, string? QuizCreatedBy, string Reason, string? Text, DateTimeOffset ReportedAt, string? Note);

public sealed record NameReportPage(IReadOnlyList<NameReport> Reports, string? NextCursor);

/// <param name="Name">As it was then.</param>
/// <param name="Note">Of who closed it.</param>
public sealed record NameReport(string Id, string UserId, string Name, string Reason, string? Text, DateTimeOffset ReportedAt, string? Note);

/// <summary>That an admin has taken a quiz down.</summary>
public sealed record HiddenQuiz(DateTimeOffset At, string? Note);
