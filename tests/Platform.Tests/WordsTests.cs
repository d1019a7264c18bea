namespace QuizPlatform.Platform.Tests;

public class WordsTests
{
    [Theory]
    [InlineData("Capitals of Europe", "capitals of europe")]
    [InlineData("one ONE One", "one")]
    [InlineData("caf\u00E9 cafe\u0301 CAFÉ ｃａｆé", "cafe")]
    [InlineData("Äpfel, Öl & Übung", "apfel ol ubung")]
    [InlineData("Straße STRASSE", "strasse")]
    [InlineData("Ærø, Łódź, Đà Nẵng, cœur, ISTANBUL ılık", "aero lodz da nang coeur istanbul ilik")]
    [InlineData("İstanbul Ħal Ŧ", "istanbul hal t")]
    [InlineData("Ёлка ἀρχή ΟΔΥΣΣΕΎΣ", "елка αρχη οδυσσευσ")]
    [InlineData("don't / l\u2019eau", "don t l eau")]
    [InlineData("node.js, .NET and e-mail", "node js net and e mail")]
    [InlineData("C, C++, C# and F#!", "c c++ c# and f#")]
    [InlineData("2+2=4, ++i, #1", "2 4 i 1")]
    [InlineData("3.14 x² Ⅳ", "3 14 x2 iv")]
    [InlineData("Pro\u00ADgram\u200Bming", "programming")]
    [InlineData("party🎉🎉 👍🏽 👩\u200D💻 🇩🇪", "party 🎉 👍 👩 💻 🇩 🇪")]
    [InlineData("東京タワー 2026", "東 京 タ ワ ー 2026")]
    [InlineData("がく ｶﾞ", "が く ガ")]
    [InlineData("ไทย", "ไ ท ย")]
    [InlineData("한국어 퀴즈", "한국어 퀴즈")]
    [InlineData("हिन्दी العَرَبِيَّة", "हिन्दी العَرَبِيَّة")]
    [InlineData("snake_case a\tb\nc", "snake case a b c")]
    [InlineData("\"a\" AND (b* OR NEAR(c)) -d ^e :f", "a and b or near c d e f")]
    [InlineData("'; DROP TABLE Quiz; --", "drop table quiz")]
    [InlineData("?!… — %", "")]
    [InlineData("", "")]
    [InlineData("a\0b", "a b")]
    public void A_text_has_these_words(string text, string words) => Assert.Equal(words, string.Join(' ', Words.Of(text)));

    [Theory]
    [InlineData("\uFFFE")]
    [InlineData("a\uD800b")]
    public void What_is_no_text_does_no_harm(string text) => Assert.NotNull(Words.Of(text));

    [Fact]
    public void A_long_word_is_one() => Assert.Equal([new string('a', 5000)], Words.Of(new string('A', 5000)));

    [Fact]
    public void The_words_of_words_are_the_same()
    {
        foreach (var word in Words.Of("Straße C++ 東京 👩\u200D💻 ﷺ ½ Đà हिन्दी Ⅳ ẞ ﬀ"))
            Assert.Equal([word], Words.Of(word));
    }
}
