namespace QuizPlatform.Platform.Tests;

public sealed class FormulasTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠SUM", "'＠SUM")]
    [InlineData(" =1", "' =1")]
    [InlineData("\u00A0@x", "'\u00A0@x")]
    [InlineData("\uFEFF\u200B\u3000-x", "'\uFEFF\u200B\u3000-x")]
    [InlineData("\u000B\u000C\u0085\u2028\u2029=1", "'\u000B\u000C\u0085\u2028\u2029=1")]
    [InlineData("\t=1", "\t'=1")]
    [InlineData("\r\n+1", "\r\n'+1")]
    [InlineData("a;=1,-2", "a;'=1,'-2")]
    [InlineData("a, =1", "a,' =1")]
    [InlineData("'=1", "''=1")]
    [InlineData("a=1", "a=1")]
    [InlineData("a -1", "a -1")]
    [InlineData("'tis", "'tis")]
    [InlineData("f('a', 'b')", "f('a', 'b')")]
    [InlineData("", "")]
    public void What_would_be_a_formula_is_a_text(string text, string guarded)
    {
        Assert.Equal(guarded, Formulas.Guard(text));
        Assert.Equal(text, Formulas.Unguard(Formulas.GuardWhole(text)));
    }

    [Theory]
    [InlineData("'=1", "=1")]
    [InlineData("f('a','+','b')", "f('a','+','b')")] // nobody guarded it
    [InlineData("'-9.81", "-9.81")]
    [InlineData("''yes", "''yes")]
    public void What_somebody_wrote_keeps_what_is_no_guard(string written, string read) => Assert.Equal(read, Formulas.Unguard(written));

    [Fact]
    public void Any_text_comes_back()
    {
        string[] bits = ["'", "=", "-", "＝", "@", ",", ";", "\t", "\n", " ", "\uFEFF", "a"];
        var random = new Random(20261130);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => bits[random.Next(bits.Length)]));

            var guarded = Formulas.GuardWhole(text);

            Assert.Equal(text, Formulas.Unguard(guarded));
            Assert.DoesNotMatch(@"(?<=\A|[,;\t\r\n])[ \uFEFF]*[=\-＝@]", guarded);
            Assert.DoesNotMatch(@"(?<=\A|[,;\t\r\n])[ \uFEFF]*[=\-＝@]", Formulas.Guard(text));
        }
    }
}
