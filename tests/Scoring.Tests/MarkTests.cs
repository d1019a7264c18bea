namespace QuizPlatform.Scoring.Tests;

/// <summary>What each answer earns, by the three ways of partial credit, where a wrong one takes a quarter away.</summary>
public sealed class MarkTests
{
    private const decimal Penalty = 0.25m;

    private static readonly Solution Multiple = new MultipleSolution(5, [0, 1, 2]);
    private static readonly Solution Ordering = new OrderingSolution([0, 1, 2, 3]);
    private static readonly Solution Matching = new MatchingSolution(5, [0, 1, 2, 3]);

    private static readonly Solution Gaps = new GapsSolution(
        [new TextSolution("Paris"), new NumericSolution(3.5m, AlsoAccepted: [new(3, Credit: 0.5m)]), new ChoiceGap(["a", "b"], 1)]);

    [Theory]
    [InlineData("[0,1]", -0.75, 2, 2)]
    [InlineData("[0,1,2]", 3, 3, 3)]
    [InlineData("[0,1,3]", -0.75, 2, 1)]
    [InlineData("[0,1,2,3]", -0.75, 2, 2)]
    [InlineData("[0,1,2,3,4]", -0.75, 1, 1)]
    [InlineData("[3,4]", -0.75, -0.75, -0.75)]
    [InlineData("[2,0,1]", 3, 3, 3)]
    [InlineData("[]", 0, 0, 0)]
    [InlineData("null", 0, 0, 0)]
    public void Multiple_choice_of_three_right_ones_among_five(string answer, double none, double proportional, double rightMinusWrong) =>
        Check(Multiple, answer, 3, none, proportional, rightMinusWrong);

    [Theory]
    [InlineData("[0,1,2,3]", 2, 2, 2)]
    [InlineData("[1,2,3,0]", -0.5, 1.33, 0)]
    [InlineData("[0,2,1,3]", -0.5, 1.33, 1.33)]
    [InlineData("[3,2,1,0]", -0.5, -0.5, -0.5)]
    [InlineData("[]", 0, 0, 0)]
    public void Four_to_be_put_in_order(string answer, double none, double proportional, double rightMinusWrong) =>
        Check(Ordering, answer, 2, none, proportional, rightMinusWrong);

    [Theory]
    [InlineData("[0,1,2,3]", 4, 4, 4)]
    [InlineData("[0,1,4,null]", -1, 2, 1)]
    [InlineData("[0,1,4]", -1, 2, 1)]
    [InlineData("[0,0,0,0]", -1, 1, -1)]
    [InlineData("[null,null]", 0, 0, 0)]
    public void Four_to_be_matched(string answer, double none, double proportional, double rightMinusWrong) =>
        Check(Matching, answer, 4, none, proportional, rightMinusWrong);

    [Theory]
    [InlineData("""["paris",3.5,1]""", 3, 3, 3)]
    [InlineData("""["paris",3,0]""", -0.75, 1.5, 0.5)]
    [InlineData("""["paris","3",null]""", -0.75, 1.5, 1.5)]
    [InlineData("""["paris",3]""", -0.75, 1.5, 1.5)]
    [InlineData("""[" ","",null]""", 0, 0, 0)]
    public void Three_gaps(string answer, double none, double proportional, double rightMinusWrong) =>
        Check(Gaps, answer, 3, none, proportional, rightMinusWrong);

    [Fact]
    public void Half_a_hundredth_is_rounded_away_from_zero_whatever_it_was_divided_by()
    {
        var half = new TextSolution("x", [new("y", 0.25m)]);
        var gaps = new GapsSolution([.. Enumerable.Repeat(half, 6)]);

        Assert.Equal(0.63m, gaps.MarkOf("""["x","y"]""", 3, new(PartialCredit.Proportional)).Points); // 3 × 1.25 ÷ 6 = 0.625
    }

    [Theory]
    [InlineData(5, 0.3333, -1.67)]
    [InlineData(1, 0.335, -0.34)]
    [InlineData(7, 0, 0)]
    public void A_wrong_answer_takes_its_share_away(int points, double penalty, double mark)
    {
        var rules = new Rules(PartialCredit.RightMinusWrong, (decimal)penalty);

        Assert.Equal(new((decimal)mark, IsCorrect: false, IsAnswered: true), new SingleSolution(4, 2).MarkOf("1", points, rules));
        Assert.Equal("0", new SingleSolution(4, 2).MarkOf("1", points, new()).Points.ToString()); // and never -0
    }

    [Fact]
    public void Part_of_the_credit_counts_whatever_the_rule_for_parts()
    {
        var solution = new TextSolution("York", [new("Yorkshire", 0.5m)]);

        Assert.Equal(new(1.5m, IsCorrect: false, IsAnswered: true), solution.MarkOf("\"yorkshire\"", 3, new(PartialCredit.None, 1)));
        Assert.Equal(new(3, IsCorrect: true, IsAnswered: true), solution.MarkOf("\"york\"", 3, new(PartialCredit.None, 1)));
    }

    [Theory]
    [InlineData(new[] { 1, -0.75, -0.5 }, 0)]
    [InlineData(new[] { 1.33, 1.34 }, 2.67)]
    public void A_score_is_the_sum_of_marks_and_not_below_0(double[] marks, double score) =>
        Assert.Equal((decimal)score, Mark.Score(marks.Select(points => new Mark((decimal)points, false, true))));

    [Theory]
    [InlineData(2.67, 4, 67)]
    [InlineData(0.5, 4, 13)]
    [InlineData(0, 4, 0)]
    public void Percentages_are_rounded_half_away_from_zero(double score, int maxScore, int percentage) =>
        Assert.Equal(percentage, Mark.Percentage((decimal)score, maxScore));

    private static void Check(Solution solution, string answer, int points, double none, double proportional, double rightMinusWrong)
    {
        Assert.Equal(
            ((decimal)none, (decimal)proportional, (decimal)rightMinusWrong),
            (Points(PartialCredit.None), Points(PartialCredit.Proportional), Points(PartialCredit.RightMinusWrong)));

        decimal Points(PartialCredit partialCredit) => solution.MarkOf(answer, points, new(partialCredit, Penalty)).Points;
    }
}
