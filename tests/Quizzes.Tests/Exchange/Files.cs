using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes.Tests.Exchange;

/// <summary>Files as readers see them.</summary>
internal static class Files
{
    public static Import Read(string format, string text, bool shuffle = false) => Read(format, Encoding.UTF8.GetBytes(text), shuffle);

    public static Import Read(string format, byte[] bytes, bool shuffle = false, string? charset = null)
    {
        var import = Import.Of(Format.Of(format), new ImportFile(bytes, charset), null, shuffle, default);
        var german = Import.Of(Format.Of(format), new ImportFile(bytes, charset), null, shuffle, default, "de");
        Assert.Empty(import.Said().Intersect(german.Said()));
        return import;
    }

    /// <summary>The one question of a file, as its author sees it, without its number and with nothing that is not said.</summary>
    public static string Question(string format, string text)
    {
        var import = Read(format, text);
        Assert.Equal(1, import.Report.Counts.Taken);
        return Written(Assert.Single(import.Questions));
    }

    public static string Written(QuestionContent question)
    {
        var authored = question.Parts.Authored("q", question.Question, question.Explanation, question.Points, question.PartialCredit);
        var all = JsonSerializer.SerializeToNode(authored, Json.Options)!.AsObject();
        all.Remove("id");
        var nothing = all.Where(field => field.Value is null or JsonArray { Count: 0 } || (field.Key == "points" && (int)field.Value == 1)).ToList();
        foreach (var (name, _) in nothing)
            all.Remove(name);
        return all.ToJsonString(Json.Options);
    }

    /// <summary>All that is said, with lines: <c>3: …</c>.</summary>
    public static IEnumerable<string> Said(this Import import) =>
        import.Report.Items.SelectMany(item => item.Messages).Concat(import.Report.Messages).Select(message => $"{message.Line}: {message.Sentence}");

    /// <summary>E.g. <c>ok warning error</c>.</summary>
    public static string Statuses(this Import import) => string.Join(' ', import.Report.Items.Select(item => item.Status));
}
