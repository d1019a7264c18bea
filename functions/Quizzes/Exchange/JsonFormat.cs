using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Our own: a quiz as its author sees it, without what is of its place here.</summary>
internal static class JsonFormat
{
    private const string Name = "quizplatform/1";

    private static readonly JsonSerializerOptions Pretty =
        new(Json.Options) { WriteIndented = true, TypeInfoResolver = JsonSerializerOptions.Default.TypeInfoResolver };

    // What can be written again.
    private static readonly HashSet<string> Kept = [.. Pretty.GetTypeInfo(typeof(QuizRequest)).Properties.Select(field => field.Name)];

    public static FoundQuiz Read(ImportFile file)
    {
        ReadOnlyMemory<byte> json = Encoding.UTF8.GetBytes(file.Text());
        var root = JsonText.Parse(json);
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format) || !JsonText.Is(format, Name))
            throw new UnreadableFileException(1, $"It is no quiz of this platform: its 'format' must be {Name}.");
        if (!root.TryGetProperty("quiz", out var quiz) || quiz.ValueKind != JsonValueKind.Object)
            throw new UnreadableFileException(1, "Its 'quiz' must be a quiz.");
        if (quiz.TryGetProperty("questions", out var questions) && questions.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null))
            throw new UnreadableFileException(1, "The quiz's 'questions' must be a list.");

        return new() { Quiz = Content(quiz), Items = JsonText.Each(questions, json).Select(Item) };
    }

    public static string Write(ExportedQuiz exported)
    {
        var quiz = (JsonObject)JsonSerializer.SerializeToNode(AuthorView.Of(exported.Quiz), Json.Options)!;
        foreach (var field in quiz.Select(field => field.Key).Where(name => !Kept.Contains(name)).ToList())
            quiz.Remove(field);

        var ids = exported.Questions.Select(question => question.QuestionId).ToHashSet();
        var questions = quiz["questions"]!.AsArray();
        questions.RemoveAll(question => !ids.Contains((string)question!["id"]!));
        foreach (var question in questions)
            question!.AsObject().Remove("id");
        return new JsonObject { ["format"] = Name, ["quiz"] = quiz }.ToJsonString(Pretty) + "\n";
    }

    private static QuizRequest Content(JsonElement quiz)
    {
        var rest = JsonObject.Create(quiz)!;
        rest.Remove("questions");
        try
        {
            return rest.Deserialize<QuizRequest>(Json.Options)!;
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException(null, Blame(e));
        }
    }

    private static FoundItem Item((JsonElement Json, int Line) question)
    {
        var item = new FoundItem(question.Line);
        try
        {
            if (question.Json.ValueKind == JsonValueKind.Object)
                item.Question = question.Json.Deserialize<QuestionRequest>(Json.Options)!;
            else
                item.Refuse("It must be a question.");
        }
        catch (JsonException e)
        {
            item.Refuse(Blame(e));
        }

        return item;
    }

    private static Sentence Blame(JsonException e)
    {
        if (RequestBody.FieldOf(e.Path) is { } field)
            return $"'{field}' cannot be read: it has the wrong type or is malformed.";
        return "A field cannot be read: it has the wrong type or is malformed.";
    }
}
