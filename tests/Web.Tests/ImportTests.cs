using System.Net;
using System.Text;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Authoring;

namespace QuizPlatform.Web.Tests;

/// <summary>A quiz comes from a file, once its author has seen what becomes of it.</summary>
public class ImportTests : PageContext
{
    private const string Id = "01a218ab7fc2733fb43c2b0d29d6be16";
    private const string Api = "http://quizzes/api/quizzes";
    private const string Gift = "Rhine? {=Yes ~No}";

    public ImportTests()
    {
        SignIn("u1");
        Answer($"POST {Api}/import", new { report = A.FileReport(ok: 1, warnings: 1, errors: 1), questions = Questions });
    }

    [Theory]
    [InlineData("rivers.gift", Gift, "gift")]
    [InlineData("RIVERS.GIFT", Gift, "gift")]
    [InlineData("rivers.csv", "type,question", "csv")]
    [InlineData("rivers.tsv", "type\tquestion", "csv")]
    [InlineData("rivers.json", """{"format":"quizplatform/1"}""", "json")]
    [InlineData("rivers.json", """{ "response_code" : 0, "results": [] }""", "opentdb")]
    [InlineData("rivers.txt", "Which?\nA) Rhine\nB) Po\nANSWER: A", "aiken")]
    [InlineData("rivers.txt", Gift, "gift")]
    [InlineData("rivers.gift.txt", Gift, "gift")]
    [InlineData("rivers.txt", "\n\n  ANSWER: A", "aiken")]
    [InlineData("rivers.zip", "PK", "qti")]
    [InlineData("rivers.xlsx", "PK", "kahoot")]
    [InlineData("rivers.pdf", "%PDF", null)]
    [InlineData("rivers.xml", "<?xml", null)]
    [InlineData("rivers", Gift, null)]
    public void A_file_tells_its_format(string name, string text, string? format)
    {
        Assert.Equal(format, FileFormat.Of(name, Encoding.UTF8.GetBytes(text))?.Name);
        Assert.Equal(format, FileFormat.Of(name, [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)])?.Name);
    }

    [Fact]
    public async Task Questions_in_Markdown_are_shown_as_players_will_see_them()
    {
        var question = new { id = "q1", type = "single", question = "**Rhine**?", options = new[] { "Yes", "No" }, correctAnswer = 1, points = 1 };
        Answer($"POST {Api}/import", new { report = A.FileReport(ok: 1, warnings: 0, errors: 0), questions = new[] { question }, textFormat = "markdown" });

        var page = await Send(("file", "rivers.gift", Gift));

        Assert.Equal("Rhine", page.Find(".review h3 strong").TextContent);
    }

    [Fact]
    public async Task A_file_is_only_tried_first_and_what_becomes_of_each_question_is_told()
    {
        var page = await Send(("file", "rivers.gift", Gift), ("title", "Rivers"), ("shuffle", "true"));

        Assert.Equal(($"POST {Api}/import?format=gift&dryRun=true&title=Rivers&shuffleOptions=true", Gift), Assert.Single(Asked));
        Assert.Equal("What becomes of it, read as GIFT", page.Find("h2").TextContent);
        Assert.Contains(
            "2 questions can be imported. 1 of them is changed a little on the way. 1 cannot be taken and is left out.", page.Markup,
            StringComparison.Ordinal);
        Assert.Equal(["Question 2 line 4", "Line 5: No answer is right."], page.FindAll(".quizzes li > p").Select(Text));
        Assert.Equal(
            ["Question 1 line 1 · One right answer", "Question 3 line 7 · One right answer"], page.FindAll(".review li > p:first-child").Select(Text));
        Assert.Equal(["q1?", "q3?"], page.FindAll(".review h3").Select(Text));
        Assert.Equal(["Cut."], page.FindAll(".review .fault").Select(Text));
        Assert.Equal(["Options in order."], page.FindAll(".note").Select(Text));
        Assert.Equal("Import 2 questions", page.Find("button[form=import]").TextContent);
    }

    [Fact]
    public async Task What_was_looked_at_is_imported_without_choosing_the_file_again()
    {
        var tried = Fields(await Send(("file", "rivers.gift", Gift), ("title", "Rivers")));
        Answer($"POST {Api}/import", new { quiz = A.OwnQuiz(Id, version: 0), report = A.FileReport(ok: 1, warnings: 1, errors: 1) }, status: 201);

        await Send([.. tried, ("do", "import")]);

        Assert.Equal(($"POST {Api}/import?format=gift&onError=skip&title=Rivers", Gift), Asked[^1]);
        Assert.EndsWith($"/my/quizzes/{Id}?imported=2&leftOut=1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shuffle", "true")]
    [InlineData("format", "aiken")]
    public async Task What_has_changed_since_is_looked_at_again_first(string field, string value)
    {
        var tried = Fields(await Send(("file", "rivers.gift", Gift)));

        var page = await Send([.. tried.Where(one => one.Name != field), (field, value), ("do", "import")]);

        Assert.All(Asked, asked => Assert.Contains("dryRun=true", asked.Request, StringComparison.Ordinal));
        Assert.Contains("Something has changed since you looked", page.Find(".note.wrong").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_file_is_chosen_again_and_must_be_the_one_that_was_looked_at()
    {
        var large = Gift + new string(' ', 600 * 1024);
        var page = await Send(("file", "rivers.gift", large));
        var tried = Fields(page);
        Assert.DoesNotContain(tried, field => field.Name == "carried");
        Assert.True(page.Find("input[type=file]").HasAttribute("required"));
        Assert.Contains("Choose it once more", page.Find("form .note").TextContent, StringComparison.Ordinal);

        await Send(("file", "rivers.gift", large + " "), [.. tried, ("do", "import")]);
        Assert.Contains("dryRun=true", Asked[^1].Request, StringComparison.Ordinal);
        Answer($"POST {Api}/import", new { quiz = A.OwnQuiz(Id, version: 0), report = A.FileReport(ok: 1, warnings: 1, errors: 1) }, status: 201);
        await Send(("file", "rivers.gift", large), [.. tried, ("do", "import")]);

        Assert.Contains("onError=skip", Asked[^1].Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_not_Unicode_is_read_as_what_it_probably_is()
    {
        byte[] latin = [.. "Is it K"u8, 0xF6, .. "ln? {TRUE}"u8];

        var page = await Send(("file", "rivers.gift", latin));

        Assert.Contains("&charset=windows-1252", Assert.Single(Asked).Request, StringComparison.Ordinal);
        Assert.Equal("windows-1252", page.Find("#field-charset option[selected]").TextContent);
        await Send([.. Fields(page), ("charset", "iso-8859-1")]);
        Assert.Contains("&charset=iso-8859-1", Asked[^1].Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_text_has_no_charset()
    {
        var page = await Send(("file", "rivers.xlsx", [0x50, 0x4B, 0xFF]));

        Assert.Equal($"POST {Api}/import?format=kahoot&dryRun=true&title=rivers", Assert.Single(Asked).Request);
        Assert.Empty(page.FindAll("#field-charset"));
    }

    [Theory]
    [InlineData("rivers.gift", "", "file", "Choose a file that is not empty.")]
    [InlineData("rivers.pdf", "%PDF", "format", "What “rivers.pdf” is, its name does not tell. Choose the format.")]
    public async Task What_is_missing_is_told_before_anybody_is_asked(string name, string text, string field, string sentence)
    {
        var page = await Send(("file", name, text), ("title", "Rivers"));

        Assert.Empty(Asked);
        Assert.Equal(sentence, page.Find($"[name={field}] ~ .fault").TextContent.Trim());
        Assert.Equal("Rivers", page.Find("[name=title]").GetAttribute("value"));
        Assert.Equal(422, Visit.Response.StatusCode);
    }

    [Fact]
    public async Task A_file_beyond_what_the_page_takes_is_told_so()
    {
        var page = await Send(("file", "rivers.gift", new byte[ImportForm.MaxFile + 1]));

        Assert.Empty(Asked);
        Assert.Equal("The file is too large: at most 2 MB.", page.Find(".field .fault").TextContent.Trim());
    }

    [Theory]
    [InlineData(400, "import.unreadable", "It cannot be read, in line 3: No.", "The file cannot be read like this. Perhaps it has another format.", true)]
    [InlineData(422, "import.unknown-column", "There is no column 'x'.", "The table has a column that nobody knows, or one twice.", true)]
    [InlineData(429, "request.too-many", "Too many.", "Too many tries. Wait a little, then try again.", false)]
    [InlineData(413, "request.too-large", "Too large.", "That is too much at once. Make it shorter.", false)]
    [InlineData(415, "request.content-type", "Send the file itself.", "Send the file itself.", false)]
    public async Task What_the_app_refuses_is_told_and_nothing_is_lost(int status, string code, string detail, string sentence, bool own)
    {
        Answer($"POST {Api}/import", new { type = $"urn:problem:{code}", detail, line = 3 }, status);

        var page = await Send(("file", "rivers.gift", Gift), ("title", "Rivers"), ("format", "csv"), ("shuffle", "true"));

        Assert.Equal(sentence, page.Find(".note.wrong").TextContent.Trim());
        Assert.Equal(own ? [detail] : [], page.FindAll(".column > .fault").Select(Text));
        Assert.Equal(status, Visit.Response.StatusCode);
        Assert.Equal(
            [
                ("carried", Convert.ToBase64String(Encoding.UTF8.GetBytes(Gift))), ("carried-name", "rivers.gift"), ("format", "csv"), ("shuffle", "true"),
                ("title", "Rivers"),
            ],
            Fields(page).Where(field => field.Name is not ("key" or "seen" or "tag")).OrderBy(field => field.Name));
    }

    [Fact]
    public async Task Who_has_looked_and_was_refused_tries_the_import_again()
    {
        var tried = Fields(await Send(("file", "rivers.gift", Gift)));
        Answer($"POST {Api}/import", new { type = "urn:problem:request.too-many", detail = "Too many." }, status: 429);

        var page = await Send([.. tried, ("do", "import")]);

        Assert.Equal("Try the import again", page.Find("button[name=do]").TextContent);
        Assert.Equal(tried, Fields(page));
    }

    [Fact]
    public async Task What_a_refusal_reports_is_shown()
    {
        var report = A.FileReport(ok: 0, warnings: 0, errors: 1);
        Answer($"POST {Api}/import", new { type = "urn:problem:import.refused", detail = "Nothing.", report }, status: 422);

        var page = await Send(("file", "rivers.gift", Gift));

        Assert.Equal("Nothing in the file can be taken.", page.Find(".note.wrong").TextContent.Trim());
        Assert.Equal(["Question 2 line 4", "Line 5: No answer is right."], page.FindAll(".quizzes li > p").Select(Text));
    }

    [Fact]
    public async Task Questions_are_added_to_the_draft_that_was_looked_at()
    {
        Answer($"GET {Api}/{Id}", A.OwnQuiz(Id, version: 0, "first"));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/my/quizzes/import?into={Id}");
        var page = await Send(("file", "rivers.gift", Gift));
        Assert.Empty(page.FindAll("[name=title]"));
        Assert.EndsWith($"?format=gift&dryRun=true&into={Id}", Asked[^1].Request, StringComparison.Ordinal);
        Answer($"POST {Api}/import", new { quiz = A.OwnQuiz(Id, version: 0), report = A.FileReport(ok: 1, warnings: 1, errors: 1) }, status: 201);

        await Send([.. Fields(page), ("do", "import")]);

        Assert.EndsWith($"?format=gift&onError=skip&into={Id}", Asked[^1].Request, StringComparison.Ordinal);
        Assert.EndsWith($"/my/quizzes/{Id}?imported=2&leftOut=1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_has_changed_is_looked_at_again()
    {
        Answer($"GET {Api}/{Id}", A.OwnQuiz(Id, version: 0, "first"));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/my/quizzes/import?into={Id}");
        var tried = Fields(await Send(("file", "rivers.gift", Gift)));
        Answer($"POST {Api}/import?format=gift&onError=skip&into={Id}", new { type = "urn:problem:request.stale", detail = "Changed." }, status: 412);

        var page = await Send([.. tried, ("do", "import")]);

        Assert.StartsWith("The draft has changed since you looked", page.Find(".note.wrong").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("Import 2 questions", page.Find("button[form=import]").TextContent);
        Assert.Equal(412, Visit.Response.StatusCode);
    }

    [Fact]
    public void Nothing_is_added_to_what_is_no_draft_or_anothers()
    {
        var here = Services.GetRequiredService<NavigationManager>();
        Answer($"GET {Api}/{Id}", A.OwnQuiz(Id, version: 1, "first"));
        here.NavigateTo($"/my/quizzes/import?into={Id}");

        Assert.Empty(Render<ImportPage>().FindAll("form"));

        SignIn("boss", "Boss", "admin");
        Assert.Equal(HttpStatusCode.Forbidden, Assert.Throws<ApiException>(() => Render<ImportPage>()).Status);
    }

    [Theory]
    [InlineData("Rivers of Europe.gift", Gift, "&title=Rivers of Europe")]
    [InlineData("rivers.json", """{"format":"quizplatform/1"}""", "")] // which says its quiz's
    public async Task A_quiz_without_a_title_is_called_as_its_file(string name, string text, string title)
    {
        await Send(("file", name, text));

        Assert.EndsWith($"&dryRun=true{title}", Assert.Single(Asked).Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task XML_is_told_apart_from_what_nobody_knows()
    {
        var page = await Send(("file", "quiz.xml", "\uFEFF<?xml version=\"1.0\"?>\n<quiz></quiz>"));

        Assert.Contains("Moodle also exports GIFT", page.Find("#format-fault").TextContent, StringComparison.Ordinal);
        Assert.Empty(Asked);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("?imported=1&leftOut=0", "1 question was imported.")]
    [InlineData("?imported=9&leftOut=2", "9 questions were imported. 2 could not be taken and were left out.")]
    public void The_editor_says_what_was_imported(string query, string? says)
    {
        Answer($"GET {Api}/{Id}", A.OwnQuiz(Id, version: 0, "first"));
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/my/quizzes/{Id}{query}");

        var page = Render<EditorPage>(parameters => parameters.Add(editor => editor.Id, Id));

        Assert.Equal(says, page.FindAll("[role=status].note").Select(Text).SingleOrDefault());
    }

    private static object[] Questions => [Question("q1"), Question("q3")];

    private static object Question(string id) =>
        new { id, type = "single", question = $"{id}?", options = new[] { "Left", "Right" }, correctAnswer = 1, points = 1 };

    private static string Text(IElement element) => string.Join(' ', element.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What the page's form would send, but for the file that somebody picks.</summary>
    private static (string Name, string Value)[] Fields(IRenderedComponent<ImportPage> page) =>
    [
        .. page.FindAll("form input:not([type=file], [type=checkbox])[name], form input[checked]").Where(field => field.GetAttribute("name")![0] != '_')
            .Select(field => (field.GetAttribute("name")!, field.GetAttribute("value") ?? "")),
        ("format", page.FindAll("[name=format] option[selected]").SingleOrDefault()?.GetAttribute("value") ?? ""),
    ];

    private Task<IRenderedComponent<ImportPage>> Send(params (string Name, string Value)[] fields) => Send(files: [], fields);

    private Task<IRenderedComponent<ImportPage>> Send((string Field, string Name, string Text) file, params (string Name, string Value)[] fields) =>
        Send((file.Field, file.Name, Encoding.UTF8.GetBytes(file.Text)), fields);

    private Task<IRenderedComponent<ImportPage>> Send((string Field, string Name, byte[] Bytes) file, params (string Name, string Value)[] fields) =>
        Send([new FormFile(new MemoryStream(file.Bytes), 0, file.Bytes.Length, file.Field, file.Name)], fields);

    private async Task<IRenderedComponent<ImportPage>> Send(FormFileCollection files, (string Name, string Value)[] fields)
    {
        Visit.Request.ContentType = "multipart/form-data; boundary=x";
        Visit.Request.Form = new FormCollection(fields.ToDictionary(field => field.Name, field => new StringValues(field.Value)), files);
        var page = Render<ImportPage>();
        await page.Find("form").SubmitAsync();
        return page;
    }
}
