using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

public sealed class NameTests
{
    [Theory]
    [InlineData("Ada@Example.ORG", "ada@example.org")]
    [InlineData("  ada+quiz@example.org ", "ada+quiz@example.org")]
    [InlineData("o'hara@sub.example.co.uk", "o'hara@sub.example.co.uk")]
    [InlineData("ada@bücher.example", "ada@xn--bcher-kva.example")]
    [InlineData("ada@BÜCHER.example", "ada@xn--bcher-kva.example")]
    [InlineData("ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example")]
    [InlineData("ada@XN--BCHER-KVA.EXAMPLE", "ada@xn--bcher-kva.example")]
    [InlineData("ada@bu\u0308cher.example", "ada@xn--bcher-kva.example")]
    [InlineData("ada@ｅｘａｍｐｌｅ．ｏｒｇ", "ada@example.org")]
    [InlineData("ada@EXAMPLE。org", "ada@example.org")]
    [InlineData("ada@straße.example", "ada@xn--strae-oqa.example")]
    [InlineData("ada@نامه\u200Cای.example", "ada@xn--mgba3gch31f060k.example")]
    public void An_address_is_told_apart_by_its_folded_form(string text, string folded)
    {
        var email = EmailAddress.Parse(text);

        Assert.Equal((text.Trim().Normalize(), folded), (email!.Text, email.Folded));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("ada@@example.org")]
    [InlineData("ada@example@org")]
    [InlineData(".ada@example.org")]
    [InlineData("ada.@example.org")]
    [InlineData("ada@-example.org")]
    [InlineData("ada@example..org")]
    [InlineData("ada@example.org.")]
    [InlineData("ada@[127.0.0.1]")]
    [InlineData("\"ada\"@example.org")]
    [InlineData("ada\0@example.org")]
    [InlineData("ada<script>@example.org")]
    [InlineData("ada@exa mple.org")]
    [InlineData("ａｄａ@example.org")]
    [InlineData("ädä@example.org")]
    [InlineData("ada@exam\u00ADple.org")]
    [InlineData("ada@exam\u200Bple.org")]
    [InlineData("ada@exam\u200Dple.org")]
    [InlineData("ada@\uFFFE.org")]
    [InlineData("ada@\u0301a.org")]
    public void What_cannot_be_an_address_is_none(string? text) => Assert.Null(EmailAddress.Parse(text));

    [Fact]
    public void An_address_has_at_most_254_characters_and_64_before_the_sign()
    {
        Assert.NotNull(EmailAddress.Parse($"{new string('a', 64)}@{Labels(189)}"));
        Assert.Null(EmailAddress.Parse($"{new string('a', 64)}@{Labels(190)}"));
        Assert.Null(EmailAddress.Parse($"{new string('a', 65)}@example.org"));

        static string Labels(int length) => string.Join('.', Enumerable.Repeat(new string('b', 60), 3)) + "." + new string('c', length - 183);
    }

    [Theory]
    [InlineData("Ada.Lovelace-1_5", "ada.lovelace-1_5")]
    [InlineData(" abc ", "abc")]
    public void A_username_is_told_apart_by_its_folded_form(string text, string folded) => Assert.Equal(folded, Username.Parse(text)!.Folded);

    [Theory]
    [InlineData("ab")]
    [InlineData("a b")]
    [InlineData("ada@home")]
    [InlineData("ädä")]
    [InlineData("adа")]
    [InlineData("ada\u200B")]
    [InlineData("a/b")]
    public void What_cannot_be_a_username_is_none(string text) => Assert.Null(Username.Parse(text));

    [Fact]
    public void What_shows_nothing_or_spills_over_is_no_name()
    {
        foreach (var text in Texts.Unfit.Concat(Texts.UnfitInALine).Append(". . ."))
        {
            var validation = new Validation();
            DisplayName.Read(text, validation);
            Assert.Equal(["displayName"], Assert.Throws<ProblemException>(validation.ThrowIfAny).Errors!.Keys);
            Assert.Null(Username.Parse(text));
        }
    }

    [Fact]
    public void A_display_name_may_be_of_any_script_and_has_one_spelling()
    {
        var validation = new Validation();

        Assert.All(Texts.Fit, text => DisplayName.Read(text, validation));
        Assert.Equal("Ren\u00E9 Roe", DisplayName.Read(" Rene\u0301 \u00A0Roe", validation));
        validation.ThrowIfAny();
    }
}
