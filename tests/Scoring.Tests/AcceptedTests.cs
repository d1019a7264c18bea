namespace QuizPlatform.Scoring.Tests;

/// <summary>Which numbers and texts are taken for the right one.</summary>
public sealed class AcceptedTests
{
    [Theory]
    [InlineData("0.3", "0.1", "0.4", true)] // doubles do not
    [InlineData("0.3", "0.1", "0.2", true)]
    [InlineData("9.81", "0.05", "9.76", true)]
    [InlineData("9.81", "0.05", "9.7599", false)]
    [InlineData("-5", "0", "-5.0", true)]
    [InlineData("0", "0", "0e9", true)]
    public void A_number_within_its_tolerance(string right, string tolerance, string given, bool taken) =>
        Assert.Equal(taken, new NumericSolution(Number(right), Number(tolerance)).Takes(given));

    [Theory]
    [InlineData("250", "0.02", "245", true)]
    [InlineData("250", "0.02", "244.99", false)]
    [InlineData("-250", "0.02", "-255", true)]
    public void A_number_within_a_share_of_it(string right, string tolerance, string given, bool taken) =>
        Assert.Equal(taken, new NumericSolution(Number(right), Number(tolerance), ToleranceType.Relative).Takes(given));

    [Fact]
    public void Of_all_that_is_accepted_the_best_counts()
    {
        var number = new NumericSolution(10, AlsoAccepted: [new(10, 2, Credit: 0.25m), new(11, 1, Credit: 0.5m)]);
        var text = new TextSolution("colour", [new("col*", 0.25m), new("color", 0.5m)], Wildcards: true);

        Assert.Equal([1, 0.5m, 0.25m, 0], ((string[])["10", "11", "9", "13"]).Select(given => number.MarkOf(given).Points));
        Assert.Equal([1, 0.5m, 0.25m, 0], ((string[])["\"colour\"", "\"COLOR\"", "\"col\"", "\"co\""]).Select(given => text.MarkOf(given).Points));
    }

    [Theory]
    [InlineData("Saint E\u0301tienne", " saint   étienne", true)]
    [InlineData("Saint E\u0301tienne", "saint etienne", false)]
    [InlineData("don’t", "DON'T", true)]
    [InlineData("abc1", "ＡＢＣ１", true)]
    [InlineData("Straße", "Strasse", false)]
    [InlineData("well–known", "well-known", true)]
    [InlineData("“yes”", "\\\"yes\\\"", true)]
    [InlineData("a\u00A0b", "a\\tb", true)]
    [InlineData("Paris", "Paris!", false)]
    [InlineData("a*b", "axb", false)]
    public void Spellings_that_are_one(string right, string given, bool taken) => Assert.Equal(taken, new TextSolution(right).Takes($"\"{given}\""));

    [Theory]
    [InlineData("étienne", "etienne", true)]
    [InlineData("ÅNGSTRÖM", "angstrom", true)]
    [InlineData("smørrebrød", "smorrebrod", false)] // a stroke is no mark
    public void Accents_that_are_to_be_ignored(string right, string given, bool taken) =>
        Assert.Equal(taken, new TextSolution(right, IgnoreAccents: true).Takes($"\"{given}\""));

    [Fact]
    public void Case_that_counts()
    {
        var solution = new TextSolution("NaCl", CaseSensitive: true);

        Assert.True(solution.Takes("\" NaCl\""));
        Assert.False(solution.Takes("\"NACL\""));
    }

    [Theory]
    [InlineData("*", "anything", true)]
    [InlineData("col*r", "colour", true)]
    [InlineData("col*r", "color", true)]
    [InlineData("col*r", "colours", false)]
    [InlineData("*a*a*", "banana", true)]
    [InlineData("*a*a*a*a*", "banana", false)]
    [InlineData(@"2\*3", "2*3", true)]
    [InlineData(@"2\*3", "2x3", false)]
    [InlineData(@"a\b", @"a\\b", true)]
    [InlineData("5＊3", "5*3", true)] // a full-width one is no more than itself
    [InlineData("5＊3", "5 and 3", false)]
    public void Stars_stand_for_any_run(string right, string given, bool taken) =>
        Assert.Equal(taken, new TextSolution(right, Wildcards: true).Takes($"\"{given}\""));

    [Fact]
    public void A_hostile_pattern_takes_no_longer_than_its_length_times_that_of_the_text()
    {
        var solution = new TextSolution(string.Concat(Enumerable.Repeat("a*", 99)) + "b", Wildcards: true);

        Assert.False(solution.Takes($"\"{new string('a', 200)}\"")); // by going back over all of them it would never end
    }

    private static decimal Number(string text) => Numbers.TryRead(text, out var number) ? number : throw new ArgumentException(text);
}
