using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>Answers of the Open Trivia Database, in three of the encodings that it has: HTML entities, base64, and percent signs (<c>url3986</c>).</summary>
internal static partial class OpenTdbReader
{
    private const string Source = "Questions of the Open Trivia Database (opentdb.com), CC BY-SA 4.0.";

    private static readonly string[] Difficulties = ["easy", "medium", "hard"];

    public static FoundQuiz Read(ImportFile file)
    {
        ReadOnlyMemory<byte> json = Encoding.UTF8.GetBytes(file.Text());
        var root = JsonText.Parse(json);
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("results", out var results) || results.ValueKind != JsonValueKind.Array)
            throw new UnreadableFileException(1, "It is no answer of the Open Trivia Database: it has no list of 'results'.");
        if (root.TryGetProperty("response_code", out var code) && !(code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number) && number == 0))
            return new() { Items = [Nothing(code)] };

        List<JsonElement> first = [.. results.EnumerateArray().Take(Import.MaxItems)];
        var decode = Decoding(first);
        var found = new FoundQuiz { Items = JsonText.Each(results, json).Select(result => Item(result.Json, result.Line, decode)) };
        found.Quiz = found.Quiz with
        {
            Description = Source,
            Category = Only(first, "category", decode),
            Difficulty = Array.IndexOf(Difficulties, Only(first, "difficulty", decode)) is >= 0 and var level ? QuizContent.Difficulties[level] : null,
        };
        found.Warn(null, "The questions are under CC BY-SA 4.0: where they are shown, say that they are of the Open Trivia Database.");
        return found;
    }

    private static FoundItem Nothing(JsonElement code)
    {
        var item = new FoundItem(1);
        item.Refuse($"The Open Trivia Database had no questions: its 'response_code' is {code.GetRawText().Cut(20)}.");
        return item;
    }

    private static FoundItem Item(JsonElement result, int line, Func<string, string?> decode)
    {
        var item = new FoundItem(line);
        string?[] wrong = result.ValueKind == JsonValueKind.Object && result.TryGetProperty("incorrect_answers", out var answers)
            && answers.ValueKind == JsonValueKind.Array ? [.. answers.EnumerateArray().Take(Choices.Max).Select(answer => Text(answer, decode))] : [null];
        var (type, question, right) = (Field(result, "type", decode), Field(result, "question", decode), Field(result, "correct_answer", decode));
        if (question is null || right is null || wrong.Contains(null))
        {
            item.Refuse("A text in it is missing, or not as the others are encoded.");
        }
        else if (type == "boolean" && right is "True" or "False")
        {
            item.Question = new(Type: "trueFalse", Question: question) { CorrectAnswer = FoundItem.Right(right == "True") };
        }
        else if (type == "multiple")
        {
            // The right one is said apart from the others: where it stands must not tell.
            string[] options = [right, .. wrong!];
            var order = OptionOrder.Of(question, options).ToList();
            item.Question = new(Type: QuestionParts.Single, Question: question, Options: order.ConvertAll<string?>(option => options[option]))
            {
                CorrectAnswer = FoundItem.Right(order.IndexOf(0)),
            };
        }
        else
        {
            item.Refuse("Its type must be multiple or boolean, with an answer of that type.");
        }

        return item;
    }

    // By what only that encoding has.
    private static Func<string, string?> Decoding(List<JsonElement> results)
    {
        List<string> texts = [.. results.SelectMany(Texts)];
        if (texts.Exists(text => text is "bXVsdGlwbGU=" or "Ym9vbGVhbg=="))
            return FromBase64;
        if (texts.Exists(text => text.Contains(' ', StringComparison.Ordinal)) || !texts.Exists(text => Percent().IsMatch(text)))
            return WebUtility.HtmlDecode;
        return texts.Exists(text => text.Contains('+', StringComparison.Ordinal))
            ? throw new UnreadableFileException(null, "Its encoding is 'urlLegacy', whose + means two things. Ask for another one.")
            : FromPercent;
    }

    private static IEnumerable<string> Texts(JsonElement result) => result.ValueKind != JsonValueKind.Object ? [] : result.EnumerateObject()
        .SelectMany(field => field.Value.ValueKind == JsonValueKind.Array ? field.Value.EnumerateArray() : Enumerable.Repeat(field.Value, 1))
        .Where(text => text.ValueKind == JsonValueKind.String).Select(text => Scoring.Texts.Of(text)).OfType<string>();

    private static string? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Utf8(bytes.AsSpan(0, length)) : null;
    }

    private static string? FromPercent(string text) => Utf8(WebUtility.UrlDecodeToBytes(Encoding.UTF8.GetBytes(text), 0, Encoding.UTF8.GetByteCount(text)));

    private static string? Utf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;

    // Null where it is not the same everywhere.
    private static string? Only(List<JsonElement> results, string field, Func<string, string?> decode) =>
        results.Select(result => Field(result, field, decode)).Distinct().Take(2).ToList() is [{ Length: <= 100 } only] ? only : null;

    private static string? Field(JsonElement result, string name, Func<string, string?> decode) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty(name, out var text) ? Text(text, decode) : null;

    private static string? Text(JsonElement text, Func<string, string?> decode) =>
        text.ValueKind == JsonValueKind.String && Scoring.Texts.Of(text) is { } given ? decode(given)?.Trim() : null;

    [GeneratedRegex("%[0-9A-Fa-f]{2}")]
    private static partial Regex Percent();
}
