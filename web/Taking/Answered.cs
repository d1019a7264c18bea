using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Layout;

namespace QuizPlatform.Web.Taking;

/// <summary>Answers, in the shapes that the API has for the types of questions, and the controls of a form that they come from.</summary>
internal static partial class Answered
{
    extension(PlayerQuestion question)
    {
        /// <summary>The name of its control in a form.</summary>
        public string Field => $"answer-{question.Id}";

        /// <summary>A gapped text's pieces: what is written, and the indexes of its gaps.</summary>
        public IEnumerable<(string Text, int? Gap)> Pieces => GapMark().Split(question.Question).Select((piece, i) =>
            i % 2 == 0 ? (piece, default(int?))
            : Index(piece, question.Gaps?.Count + 1 ?? 0) is > 0 and { } number ? ("", number - 1)
            : ($"[[{piece}]]", null));

        /// <summary>What is asked in short, without the marks of gaps.</summary>
        public string Brief => question.Type == "gaps" ? GapMark().Replace(question.Question, "…") : question.Question;

        /// <summary>The name of one of several controls: a prompt's, a gap's, or that of the place of an option to be put in order.</summary>
        public string FieldOf(int part) => $"{question.Field}-{part}";

        /// <summary>What a form that was sent answers; null: nothing that could be an answer.</summary>
        public JsonElement? AnswerIn(IFormCollection? sent)
        {
            string? One(int part) => sent?[question.FieldOf(part)];
            string? only = sent?[question.Field];
            return question.Type switch
            {
                "multiple" => OrNone((sent?[question.Field] ?? []).Select(chosen => Index(chosen, question.Options.Count))),
                "trueFalse" => only is "true" or "false" ? Json(only == "true") : null,
                "numeric" => Json(Number(only)),
                "text" => Json(Written(only)),
                "ordering" => Order([.. question.Options.Select((_, i) => Index(One(i), question.Options.Count + 1))]),
                "matching" => OrNone((question.Prompts ?? []).Select((_, i) => Index(One(i), question.Options.Count)), keepOpen: true),
                "gaps" => OrNone((question.Gaps ?? []).Select((gap, i) => Filled(gap, One(i))), keepOpen: true),
                _ => Json(Index(only, question.Options.Count)),
            };
        }
    }

    extension(JsonElement? answer)
    {
        /// <summary>What it consists of; an answer that is no list is all of itself.</summary>
        public IReadOnlyList<JsonElement> Parts => answer switch
        {
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
            { } one => [one],
            null => [],
        };

        /// <summary>One of its parts as a control has it; null: open.</summary>
        public string? Part(int i) =>
            answer.Parts.ElementAtOrDefault(i) is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } part ? $"{part}" : null;

        /// <summary>Which of the options one of its parts is; null: none of them.</summary>
        public int? Option(int options, int part = 0) => Index(answer.Part(part), options);
    }

    private static int? Index(string? text, int options) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < options ? i : null;

    private static object? Filled(PlayerGap gap, string? sent) => gap.Kind switch
    {
        "choice" => Index(sent, gap.Options?.Count ?? 0),
        "numeric" => Number(sent),
        _ => Written(sent),
    };

    private static string? Number(string? text) => Written(text) is { } written ? Words.Pointed(written) : null;

    private static string? Written(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    // The options by their places, counted from 1. Where two have the same place or one has none, a place stays open, and the list is refused.
    private static JsonElement? Order(List<int?> places) => OrNone(
        Enumerable.Range(1, places.Count).Select(place => places.IndexOf(place) is >= 0 and var option ? option : default(int?)), keepOpen: true);

    private static JsonElement? OrNone<T>(IEnumerable<T> parts, bool keepOpen = false)
    {
        List<T> list = [.. parts.Where(part => keepOpen || part is not null)];
        return list.Exists(part => part is not null) ? Json(list) : null;
    }

    private static JsonElement? Json<T>(T? value) => value is null ? null : JsonSerializer.SerializeToElement(value);

    [GeneratedRegex(@"\[\[([1-9][0-9]?)\]\]")]
    internal static partial Regex GapMark();
}
