using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenTelemetry;

namespace QuizPlatform.Platform;

/// <summary>
/// Keeps out of spans who asked for what: an id in a path may be a person's, and where no route matches, a path may be anything. (Of queries,
/// OpenTelemetry itself keeps the names alone.)
/// </summary>
internal sealed partial class PathsWithoutIds : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        switch (data.Kind)
        {
            case ActivityKind.Server:
                data.SetTag("url.path", data.GetTagItem("http.route"));
                data.SetTag("user_agent.original", null);
                break;
            case ActivityKind.Client when data.GetTagItem("url.full") is string url:
                data.SetTag("url.full", Id().Replace(url, "{id}"));
                break;
        }
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Id();
}
