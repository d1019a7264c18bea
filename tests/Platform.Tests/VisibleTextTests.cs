using QuizPlatform.Testing;

namespace QuizPlatform.Platform.Tests;

public sealed class VisibleTextTests
{
    // To put so many in order would take hours.
    [Fact]
    public void A_letter_with_a_million_marks_is_refused_at_once()
    {
        var text = "a" + new string('\u0301', 500_000) + new string('\u0316', 500_000);

        Assert.Equal("has more than 4 marks on one letter", VisibleText.Fault(VisibleText.Spell(text)));
        Assert.NotEmpty(VisibleText.Key(text));
        Assert.NotEmpty(Words.Of(text));
    }

    public static TheoryData<string> Unfit => Written(Texts.Unfit);

    public static TheoryData<string> UnfitInALine => Written(Texts.UnfitInALine);

    public static TheoryData<string> Fit => Written(Texts.Fit);

    [Theory]
    [MemberData(nameof(Unfit))]
    public void What_shows_nothing_or_spills_over_is_refused(string written)
    {
        var text = Read(written);

        Assert.NotNull(VisibleText.Fault(text));
        Assert.NotNull(VisibleText.Fault(text, lines: true));
        Assert.NotNull(VisibleText.Fault(VisibleText.Spell(text)));
    }

    [Theory]
    [MemberData(nameof(UnfitInALine))]
    public void Lines_and_hints_for_setting_them_are_for_long_texts(string written)
    {
        Assert.NotNull(VisibleText.Fault(Read(written)));
        Assert.Null(VisibleText.Fault(Read(written), lines: true));
    }

    [Theory]
    [MemberData(nameof(Fit))]
    public void Everybody_may_write_as_is_the_custom(string written)
    {
        var text = Read(written);

        Assert.Null(VisibleText.Fault(text));
        Assert.Null(VisibleText.Fault(text, lines: true));
        Assert.Null(VisibleText.Fault(VisibleText.Spell(text)));
        Assert.NotEqual("", VisibleText.Key(text));
    }

    [Fact]
    public void Hints_alone_show_nothing() => Assert.Equal("shows nothing", VisibleText.Fault("\u200B\n\u00AD", lines: true));

    [Theory]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("  a \u00A0\u3000 b ", "a b")]
    [InlineData("\u1112\u1161\u11AB", "한")]
    [InlineData("ﬁ①Ａ", "ﬁ①Ａ")]
    public void A_name_has_one_spelling(string text, string spelling) => Assert.Equal(spelling, VisibleText.Spell(text));

    [Fact]
    public void Lines_keep_their_spaces() => Assert.Equal("a  b\n  c", VisibleText.Spell(" a  b\n  c ", lines: true));

    [Theory]
    [InlineData("Caf\u00E9", "cafe\u0301")]
    [InlineData("ＷＥＢ", "web")]
    [InlineData("ΣΟΦΟΣ", "σοφος")]
    [InlineData("❤\uFE0F", "❤")]
    [InlineData("ﬁne", "FINE")]
    [InlineData("system\u3000design", "System  Design")]
    [InlineData("\u212Bngström", "ångstro\u0308m")]
    [InlineData("می\u200Cروم", "میروم")]
    public void Spellings_of_one_name_have_one_key(string one, string other) => Assert.Equal(VisibleText.Key(one), VisibleText.Key(other));

    [Theory]
    [InlineData("C", "C#")]
    [InlineData("cote", "côté")]
    [InlineData("ı", "i")]
    public void Different_names_have_different_keys(string one, string other) => Assert.NotEqual(VisibleText.Key(one), VisibleText.Key(other));

    [Fact]
    public void Folding_twice_is_folding_once() =>
        Assert.All(Texts.Fit.Concat(Texts.Unfit), text => Assert.Equal(VisibleText.Key(text), VisibleText.Key(VisibleText.Key(text))));

    // A test's name is written to files that cannot hold every one of these.
    private static TheoryData<string> Written(IEnumerable<string> texts) => [.. texts.Select(text => string.Join(' ', text.Select(c => $"{(int)c:X4}")))];

    private static string Read(string written) => string.Concat(written.Split(' ').Select(unit => (char)Convert.ToInt32(unit, 16)));
}
