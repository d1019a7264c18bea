using System.Text;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes.Tests.Exchange;

public sealed class ImportQuizTests : IAsyncDisposable
{
    private const string Two = "True?{T}\n\nCapital?{=Paris ~Rome}";
    private const string OneOfTwo = "True?{T}\n\nWhy?{}";

    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task A_file_becomes_a_draft()
    {
        var answer = await _app.Import(Two, "format=gift&title=Mixed");

        Assert.Equal((201, "draft", "Mixed"), (answer.Status, answer.Value<string>("quiz.status"), answer.Value<string>("quiz.title")));
        Assert.Equal("""{"ok":2,"warnings":0,"errors":0}""", answer.Json!["report"]!["counts"]!.ToJsonString());
        var stored = await _app.Stored(answer.Value<string>("quiz.id"));
        Assert.Equal(("Mixed", 0, "ann", null), (stored.Title, stored.CurrentVersion, stored.AuthorId, stored.TimeLimit));
        Assert.Equal(["True?", "Capital?"], stored.Questions.Select(question => question.Text));
        Assert.Equal(200, (await _app.PublishDraft(stored.PublicId)).Status);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz><question type=\"multichoice\"></question></quiz>")]
    [InlineData("\uFEFF <quiz>\n</quiz>")]
    public void Moodle_XML_is_known_whatever_it_is_taken_for(string file) => Assert.All(Format.All, format => Assert.Equal(
        "The file cannot be read: It is Moodle XML, which is not read. Export GIFT from Moodle instead.",
        Assert.Throws<UnreadableFileException>(() => Files.Read(format.Name, file)).Message));

    [Fact]
    public async Task A_draft_of_plain_texts_that_gets_Markdown_is_told_so()
    {
        var made = await _app.Import(Two, "format=gift");

        var plain = await _app.Import(Two, $"format=gift&into={made.Value<string>("quiz.id")}", "ann", ("If-Match", "*"));
        var markdown = await _app.Import("[markdown]*True*?{T}", $"format=gift&into={made.Value<string>("quiz.id")}", "ann", ("If-Match", "*"));

        Assert.Empty(plain.Json!["report"]!["messages"]!.AsArray());
        Assert.StartsWith("Of the file and the draft one has plain texts", markdown.Value<string>("report.messages.0.sentence"), StringComparison.Ordinal);
        Assert.Equal("plain", markdown.Value<string>("quiz.textFormat"));
    }

    [Fact]
    public async Task What_a_file_says_of_the_quiz_is_the_fault_of_the_file()
    {
        var answer = await _app.Import("""{"format":"quizplatform/1","quiz":{"title":"Sums","passPercentage":101,"questions":[]}}""", "format=json");

        Assert.Equal((400, "urn:problem:import.unreadable"), (answer.Status, answer.Value<string>("type")));
        Assert.Equal("The file cannot be read: The quiz's 'passPercentage' is not as it must be.", answer.Value<string>("detail"));
    }

    [Fact]
    public async Task What_a_file_says_of_the_quiz_does_not_matter_where_only_its_questions_are_taken()
    {
        var id = await _app.Draft(A.Request(questions: 1));
        const string File = """
            {"format":"quizplatform/1","quiz":{"passPercentage":101,"questions":[{"type":"trueFalse","question":"True?","correctAnswer":true}]}}
            """;

        var answer = await _app.Import(File, $"format=json&into={id}", "ann", ("If-Match", "*"));

        Assert.Equal((201, "Sums", 2), (answer.Status, answer.Value<string>("quiz.title"), answer.Value<int>("quiz.questionCount")));
    }

    [Fact]
    public async Task A_file_without_a_title_gets_one() =>
        Assert.Equal("Imported quiz", (await _app.Import(Two, "format=gift")).Value<string>("quiz.title"));

    [Fact]
    public async Task Any_error_refuses_the_file_unless_those_are_to_be_skipped()
    {
        var refused = await _app.Import(OneOfTwo, "format=gift");

        Assert.Equal((422, "urn:problem:import.refused", 3), (refused.Status, refused.Value<string>("type"), refused.Value<int>("report.items.1.line")));
        Assert.Equal("Essays cannot be taken yet.", refused.Value<string>("report.items.1.messages.0.sentence"));
        Assert.Equal(0, await Count());

        var skipped = await _app.Import(OneOfTwo, "format=gift&onError=skip");
        Assert.Equal((201, 1, 1), (skipped.Status, skipped.Value<int>("quiz.questionCount"), skipped.Value<int>("report.counts.errors")));
    }

    [Theory]
    [InlineData("Why?{}")]
    [InlineData("\n\n")]
    public async Task A_file_of_which_nothing_is_left_is_refused(string file) =>
        Assert.Equal(422, (await _app.Import(file, "format=gift&onError=skip")).Status);

    [Fact]
    public async Task A_dry_run_tells_what_would_be_and_saves_nothing()
    {
        var answer = await _app.Import(OneOfTwo, "format=gift&dryRun=true");

        Assert.Equal((200, 1), (answer.Status, answer.Value<int>("report.counts.errors")));
        Assert.Equal(("q1", "True?"), (answer.Value<string>("questions.0.id"), answer.Value<string>("questions.0.question")));
        Assert.Equal("plain", answer.Value<string>("textFormat"));
        Assert.Single(answer.Json!["questions"]!.AsArray());
        Assert.Equal(0, await Count());
    }

    [Fact]
    public async Task Questions_are_added_to_a_draft_of_ones_own()
    {
        var id = await _app.Draft(A.Request(questions: 3));

        var tried = await _app.Import(Two, $"format=gift&dryRun=true&into={id}", "ann", ("If-Match", "\"1\""));
        var added = await _app.Import(Two, $"format=gift&into={id}", "ann", ("If-Match", "\"1\""));

        Assert.Equal(["q4", "q5"], tried.Json!["questions"]!.AsArray().Select(question => (string)question!["id"]!));
        Assert.Equal((201, "\"2\"", "Sums"), (added.Status, added.Headers.ETag.ToString(), added.Value<string>("quiz.title")));
        Assert.Equal(["q1", "q2", "q3", "q4", "q5"], (await _app.Stored(id)).Questions.Select(question => question.QuestionId));
    }

    [Fact]
    public async Task Two_hundred_questions_are_the_most_with_those_that_are_there()
    {
        var id = await _app.Draft(A.Request(questions: 199));

        var answer = await _app.Import(Two, $"format=gift&onError=skip&into={id}", "ann", ("If-Match", "*"));

        Assert.Equal((200, 1), (answer.Value<int>("quiz.questionCount"), answer.Value<int>("report.counts.errors")));
        Assert.Equal("A quiz has at most 200 questions.", answer.Value<string>("report.items.1.messages.0.sentence"));
    }

    [Fact]
    public async Task Explanations_that_are_too_long_together_are_errors()
    {
        var file = string.Concat(Enumerable.Range(0, 101).Select(i => $"True, {i}?{{T####{new string('x', 2000)}}}\n\n"));

        var answer = await _app.Import(file, "format=gift&onError=skip");

        Assert.Equal(201, answer.Status);
        Assert.InRange(answer.Value<int>("report.counts.errors"), 1, 3);
        Assert.Equal(201, (await _app.Create(new { title = "Again", draft = true, questions = answer.Json!["quiz"]!["questions"] })).Status);
    }

    [Theory]
    [InlineData("bob", "\"1\"", 404)]
    [InlineData("eve:admin", "\"1\"", 403)]
    [InlineData("ann", "\"7\"", 412)]
    [InlineData("ann", null, 428)]
    public async Task Nobody_else_adds_to_a_draft_nor_without_having_seen_it(string user, string? ifMatch, int status)
    {
        var id = await _app.Draft();

        Assert.Equal(status, (await _app.Import(Two, $"format=gift&into={id}", user, ifMatch is null ? [] : [("If-Match", ifMatch)])).Status);
    }

    [Fact]
    public async Task Nothing_is_added_to_a_quiz_that_players_see()
    {
        var id = await _app.Publish();

        var published = await _app.Import(Two, $"format=gift&into={id}", "ann", ("If-Match", "*"));
        await _app.Archive(id);
        var archived = await _app.Import(Two, $"format=gift&into={id}", "ann", ("If-Match", "*"));

        Assert.Equal((422, "urn:problem:quiz.not-draft"), (published.Status, published.Value<string>("type")));
        Assert.Equal((409, "urn:problem:quiz.archived"), (archived.Status, archived.Value<string>("type")));
    }

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer()
    {
        var first = await _app.Import(Two, "format=gift", "ann", (IdempotencyKey.Header, "k1"));
        _app.Clock.Advance(TimeSpan.FromHours(1));
        var second = await _app.Import(Two, "format=gift", "ann", (IdempotencyKey.Header, "k1"));
        var otherTitle = await _app.Import(Two, "format=gift&title=Other", "ann", (IdempotencyKey.Header, "k1"));

        Assert.Equal((201, first.Text), (second.Status, second.Text));
        Assert.Equal((422, 1), (otherTitle.Status, await Count()));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "")]
    [InlineData("multipart/form-data; boundary=x", "")]
    [InlineData("multipart/mixed; boundary=x", "")]
    [InlineData("text/plain", "gzip")]
    public async Task Forms_and_what_is_compressed_are_no_files(string type, string encoding)
    {
        (string, string)[] headers = encoding.Length > 0 ? [("Content-Type", type), ("Content-Encoding", encoding)] : [("Content-Type", type)];

        Assert.Equal(415, (await _app.Import(Two, "format=gift", "ann", headers)).Status);
    }

    [Fact]
    public async Task A_file_that_says_that_it_is_not_compressed_is_one() =>
        Assert.Equal(201, (await _app.Import(Two, "format=gift", "ann", ("Content-Encoding", "Identity"))).Status);

    [Theory]
    [InlineData("gift", "")]
    [InlineData("csv", "question")]
    [InlineData("json", """{"format":"quizplatform/1","quiz":{"questions":[]}}""")]
    public async Task Where_no_question_is_found_that_is_told(string format, string file)
    {
        var answer = await _app.Import(file + "\n", $"format={format}&dryRun=true");

        Assert.Equal((200, "No question was found in the file."), (answer.Status, answer.Value<string>("report.messages.0.sentence")));
    }

    [Theory]
    [InlineData("2026-12-01")]
    [InlineData("2026-12-01T10:00:00")]
    [InlineData("2026-12-01T10:00Z")]
    public async Task A_time_in_a_file_has_a_zone(string time)
    {
        var file = $$$"""{"format":"quizplatform/1","quiz":{"settings":{"reveal":"afterClose","revealAt":"{{{time}}}"},"questions":[]}}""";

        var answer = await _app.Import(file, "format=json");

        Assert.Equal(400, answer.Status);
        Assert.Contains("'settings.revealAt' cannot be read", answer.Value<string>("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format=word", "format")]
    [InlineData("", "format")]
    [InlineData("format=gift&format=gift", "format")]
    [InlineData("format=gift&charset=utf-7", "charset")]
    [InlineData("format=gift&dryRun=1", "dryRun")]
    [InlineData("format=gift&onError=ignore", "onError")]
    [InlineData("format=gift&shuffleOptions=yes", "shuffleOptions")]
    [InlineData("format=gift&into=", "into")]
    public async Task What_is_asked_for_must_be_something(string query, string field)
    {
        var answer = await _app.Import(Two, query);

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Json!["errors"]![field]);
    }

    [Fact]
    public async Task A_file_has_at_most_five_mebibytes()
    {
        Assert.Equal(422, (await _app.Import(new byte[5 * 1024 * 1024].Select(_ => (byte)' ').ToArray(), "format=gift")).Status);
        Assert.Equal(413, (await _app.Import(new byte[(5 * 1024 * 1024) + 1], "format=gift")).Status);
        Assert.Equal(400, (await _app.Import("", "format=gift")).Status);
    }

    [Fact]
    public async Task Who_may_not_write_imports_nothing()
    {
        Assert.Equal(401, (await _app.Import(Two, "format=gift", user: null)).Status);
        Assert.Equal(403, (await _app.Import(Two, "format=gift", "gus:guest")).Status);
        _app.Settings.AuthorsOnly = true;
        Assert.Equal(403, (await _app.Import(Two, "format=gift", "ann")).Status);
        Assert.Equal(201, (await _app.Import(Two, "format=gift", "ann:author")).Status);
    }

    [Fact]
    public async Task Ten_a_minute_are_the_most_dry_runs_too()
    {
        await using var app = new QuizzesApp(settings: [("RateLimits:Enabled", "true")]);
        for (var i = 0; i < 10; i++)
            Assert.NotEqual(429, (await app.Import(Two, $"format=gift&dryRun={(i % 2 == 0 ? "true" : "false")}")).Status);

        Assert.Equal(429, (await app.Import(Two, "format=gift&dryRun=true")).Status);
        Assert.Equal(201, (await app.Import(Two, "format=gift", "bob")).Status);
    }

    [Fact]
    public async Task Where_too_many_files_are_read_one_is_told_to_come_back()
    {
        using var open = new ManualResetEventSlim();
        var slow = new Format("x", "", "", _ =>
        {
            open.Wait();
            return new();
        });
        var reading = Enumerable.Range(0, 20 + Math.Max(1, Environment.ProcessorCount / 2))
            .Select(_ => _app.Imports.Read(slow, new ImportFile(default), null, false, "en", default)).ToList();

        var answer = await _app.Import(Two, "format=gift");

        Assert.Equal((503, "urn:problem:service.unavailable", "5"), (answer.Status, answer.Value<string>("type"), answer.Headers.RetryAfter.ToString()));
        open.Set();
        await Task.WhenAll(reading);
        Assert.Equal(201, (await _app.Import(Two, "format=gift")).Status);
    }

    [Theory]
    [InlineData("utf-8", "format=gift")]
    [InlineData("utf-16", "format=gift")]
    [InlineData("utf-16BE", "format=gift")]
    [InlineData("iso-8859-1", "format=gift&charset=iso-8859-1")]
    [InlineData("iso-8859-1", "format=gift&charset=windows-1252")]
    public async Task A_file_may_be_of_some_charsets(string charset, string query)
    {
        var encoding = Encoding.GetEncoding(charset);
        byte[] file = [.. encoding.GetPreamble(), .. encoding.GetBytes("Où ?{=Là ~Ici}")];

        Assert.Equal("Où ?", (await _app.Import(file, query)).Value<string>("quiz.questions.0.question"));
    }

    [Fact]
    public async Task A_file_may_be_a_zip_whose_texts_have_a_charset_of_their_own()
    {
        var file = Zips.Kahoot(["Où ?", "Là", "Ici", null, null, 20, 1]);

        Assert.Equal("Où ?", (await _app.Import(file, "format=kahoot&charset=iso-8859-1")).Value<string>("quiz.questions.0.question"));
        var broken = await _app.Import(file[..^1], "format=kahoot&onError=skip");
        Assert.Equal((400, "urn:problem:import.unreadable"), (broken.Status, broken.Value<string>("type")));
    }

    [Theory]
    [InlineData("54 72 75 65 0A E9 7B 54 7D", 2, "It is not UTF-8.")]
    [InlineData("FF FE 00 D8 0A 00", 1, "It is not UTF-16")]
    [InlineData("54 0A 0A 00 7B 54 7D", 3, "The character U+0000 is not text.")]
    [InlineData("54 1B 7B 54 7D", 1, "The character U+001B is not text.")]
    [InlineData("54 EF B7 90 7B 54 7D", 1, "The character U+FDD0 is not text.")]
    public async Task What_is_no_text_is_told_with_its_line(string hex, int line, string sentence)
    {
        var answer = await _app.Import(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), "format=gift&onError=skip");

        Assert.Equal((400, "urn:problem:import.unreadable", line), (answer.Status, answer.Value<string>("type"), answer.Value<int>("line")));
        Assert.Contains(sentence, answer.Value<string>("detail"), StringComparison.Ordinal);
    }

    private Task<int> Count() => _app.Store.With(db => db.Quizzes.CountAsync());

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
