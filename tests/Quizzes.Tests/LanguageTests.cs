using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Quizzes.Tests;

/// <summary>The language of a quiz's texts.</summary>
public sealed class LanguageTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Theory]
    [InlineData("de", "de")]
    [InlineData(" DE-at ", "de-AT")]
    [InlineData("ZH-hANT-tw", "zh-Hant-TW")]
    [InlineData("es-419", "es-419")]
    [InlineData("zh-CMN-hans-cn", "zh-cmn-Hans-CN")]
    [InlineData("sl-ROZAJ-biske", "sl-rozaj-biske")]
    [InlineData("de-CH-1996", "de-CH-1996")]
    [InlineData("EN-ca-X-CA", "en-CA-x-ca")]
    [InlineData("ar-U-NU-Latn", "ar-u-nu-latn")]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData(null, null)]
    public void A_tag_is_kept_in_the_case_it_is_recommended_in(string? text, string? tag) =>
        Assert.Equal(tag, (A.Request() with { Language = text }).Content(unfinished: false).Language);

    [Theory]
    [InlineData("d")]
    [InlineData("German!")]
    [InlineData("de_AT")]
    [InlineData("de-")]
    [InlineData("-de")]
    [InlineData("de--AT")]
    [InlineData("de-AT-AT")]
    [InlineData("d\ne")]
    [InlineData("ｄｅ")]
    [InlineData("dе")] // a Cyrillic letter
    [InlineData("\u017Fl")] // a long s, which becomes an S in upper case
    [InlineData("\u212Aa")] // the sign for Kelvin, which becomes a k in lower case
    [InlineData("x-mine")]
    [InlineData("i-klingon")]
    [InlineData("de-x")]
    [InlineData("de-a-b")]
    [InlineData("de-x-11111111-22222222-33333333-4444")]
    [InlineData("\"><script>")]
    public async Task What_is_no_language_tag_is_refused(string text)
    {
        var answer = await _app.Create(A.Request() with { Language = text });

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Json!["errors"]!["language"]);
    }

    [Fact]
    public async Task Everybody_is_told_it()
    {
        var id = await _app.Publish(A.Request() with { Language = "de" });

        Assert.Equal("de", (await _app.Get(id)).Value<string>("language"));
        Assert.Equal("de", (await _app.Get(id, "?view=author", "ann")).Value<string>("language"));
        Assert.Equal("de", (await _app.List()).Value<string>("quizzes.0.language"));
        Assert.Equal("de", (await _app.List("?author=me", "ann")).Value<string>("quizzes.0.language"));
    }

    [Fact]
    public async Task A_change_that_leaves_it_out_takes_it_away()
    {
        var id = await _app.Publish(A.Request() with { Language = "de" });

        var changed = await _app.Update(id, A.Request(), "*");

        Assert.Equal(200, changed.Status);
        Assert.Null((await _app.Get(id)).Json!["language"]);
    }

    [Theory]
    [InlineData("de", "Deutsch,Österreichisch")]
    [InlineData("DE-at", "Österreichisch")]
    [InlineData("d%65n", "Slavey")]
    [InlineData("en", "")]
    public async Task Lists_are_narrowed_by_it(string language, string titles)
    {
        foreach (var (title, tag) in new[] { ("Deutsch", "de"), ("Österreichisch", "de-AT"), ("Slavey", "den"), ("None", null) })
            await _app.Publish(A.Request(title) with { Language = tag });

        var answer = await _app.List($"?language={language}");

        Assert.Equal(titles, string.Join(',', answer.Json!["quizzes"]!.AsArray().Select(q => q!["title"]!.GetValue<string>()).Order()));
    }

    [Fact]
    public async Task Quizzes_of_an_older_version_have_none()
    {
        var id = await _app.Publish(A.Request() with { Language = "de" });
        await _app.Store.With(db => db.Database.ExecuteSqlAsync($"UPDATE Quiz SET Language = NULL, Terms = '[]'"));

        await using var restarted = new QuizzesApp(_app.Store);
        Assert.Null((await restarted.Get(id)).Json!["language"]);
        Assert.Equal(0, (await restarted.List("?language=de")).Value<int>("total"));
        Assert.Equal(1, (await restarted.List()).Value<int>("total"));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
