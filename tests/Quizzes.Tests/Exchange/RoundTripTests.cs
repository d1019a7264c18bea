using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using QuizPlatform.Platform;
using QuizPlatform.Scoring;
using Xunit.Abstractions;

namespace QuizPlatform.Quizzes.Tests.Exchange;

/// <summary>
/// What is exported and imported again is what it was, but for what the export said is lost. For a longer run set <c>EXPORTED_QUIZZES</c> (300) and
/// <c>EXPORTED_SEED</c>.
/// </summary>
public sealed class RoundTripTests(ITestOutputHelper output)
{
    public static TheoryData<string> Formats => [.. Format.All.Where(format => format.Write is not null).Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_a_format_holds_comes_back_as_it_was(string name)
    {
        var (format, seed, held) = (Format.Of(name), Setting("EXPORTED_SEED", 20261129), new Dictionary<string, int>());
        var quizzes = new RandomQuizzes(seed);
        var other = Quiz.Draft(A.Id(), "ann", new QuizRequest("Other").Content(unfinished: true), A.Sunday);
        for (var i = 0; i < Setting("EXPORTED_QUIZZES", 300); i++)
        {
            var quiz = quizzes.Next();
            var exported = new ExportedQuiz(quiz, quiz.Questions);
            var file = format.Write!(exported);
            var losses = exported.Report(name).Items;

            var import = Import.Of(format, new ImportFile(file), null, shuffle: false, default);

            var written = quiz.Questions.Zip(losses).Where(question => question.Second.Status != "error").ToList();
            Assert.True(
                import.Report.Counts.Errors == 0 && import.Questions.Count == written.Count,
                $"quiz {i} of seed {seed}: {import.Questions.Count} of {written.Count}; {string.Join('|', import.Said())}\n{Shown(file)}");
            foreach (var ((question, loss), back) in written.Zip(import.Questions))
            {
                var again = new Question(question.QuestionId, back);
                var (before, after) = (Whole(question, Credit(quiz, question)), Whole(again, Credit(other, again)));
                Assert.True(loss.Status != "ok" || JsonNode.DeepEquals(before, after), $"seed {seed}, quiz {i}:\n{before}\n{after}\n{Shown(file)}");
                held[question.Type] = held.GetValueOrDefault(question.Type) + (loss.Status == "ok" ? 1 : 0);
            }

            if (name != "json")
                Assert.Null(import.Quiz.TimeLimit);
            else
                Assert.Equal(Itself(quiz), Itself(Quiz.Draft(quiz.PublicId, "ann", import.Quiz.Content(unfinished: true), A.Sunday)));
        }

        output.WriteLine($"held whole: {string.Join(", ", held.Select(type => $"{type.Key} {type.Value}"))}");

        // The quiz's rule comes back as the question's own, but from our own format. Where all options are right, both rules are the same.
        string? Credit(Quiz quiz, Question question)
        {
            if (name == "json")
                return question.PartialCredit;
            var credit = new ExportedQuiz(quiz, [question]).Credit(question);
            var isAllRight = question.Parts().Solution() is MultipleSolution multiple && multiple.CorrectAnswer.Count == multiple.Options;
            return isAllRight && credit == PartialCredit.RightMinusWrong ? nameof(PartialCredit.Proportional) : credit.ToString();
        }
    }

    private static string Shown(byte[] file) => file.AsSpan().StartsWith("PK"u8)
        ? string.Join('\n', Zips.Files(file).Select(part => $"{part.Path}: {Encoding.UTF8.GetString(part.Bytes)}")) : Encoding.UTF8.GetString(file);

    private static string Itself(Quiz quiz) => JsonSerializer.Serialize(AuthorView.Of(quiz) with { Questions = [], QuestionCount = 0 }, Json.Options);

    private static JsonObject Whole(Question question, string? credit) => new()
    {
        ["text"] = Lines(question.Text),
        ["explanation"] = Lines(question.Explanation),
        ["points"] = question.Points,
        ["partialCredit"] = credit,
        ["options"] = new JsonArray([.. question.Options.Select(option => (JsonNode?)Lines(option))]),
        ["prompts"] = new JsonArray([.. question.Parts().Prompts.Select(prompt => (JsonNode?)Lines(prompt))]),
        ["solution"] = question.Parts().Solution() is { } solution ? JsonNode.Parse(solution.ToJson()) : question.Own,
    };

    // In texts a line ends in one way.
    private static string? Lines(string? text) => text?.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : otherwise;
}
