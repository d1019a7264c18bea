using System.Net;

namespace QuizPlatform.Web.Api;

/// <summary>An app answered with a problem (RFC 9457), or could not be asked.</summary>
public sealed class ApiException : Exception
{
    public required HttpStatusCode Status { get; init; }

    /// <summary>The problem's <c>type</c> without its prefix, e.g. <c>quiz.version-replaced</c>; null when it has none.</summary>
    public string? Code { get; init; }

    /// <summary>Sentences by the field that is to blame; empty when none is.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();

    /// <summary>By the field that may be wrong in several ways, in which it is: <c>most-used</c>.</summary>
    public IReadOnlyDictionary<string, string> Reasons { get; init; } = new Dictionary<string, string>();

    /// <summary>What became of each question of a file, or would of a quiz's in one; null where it is no matter of files.</summary>
    public FileReport? Report { get; init; }

    /// <summary>What finds the request in logs and traces.</summary>
    public string? TraceId { get; init; }

    public ApiException(string detail, Exception? inner = null) : base(detail, inner)
    {
    }
}
