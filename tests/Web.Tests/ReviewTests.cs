using System.Text.Json;
using AngleSharp.Dom;
using Bunit;
using QuizPlatform.Platform;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Taking;

namespace QuizPlatform.Web.Tests;

/// <summary>What people read of their answers, and of the right ones.</summary>
public class ReviewTests : PageContext
{
    [Theory]
    [InlineData(true, 3, "Right", "right")]
    [InlineData(false, 1.5, "Partly right", "partly")]
    [InlineData(false, 0, "Wrong", "wrong")]
    [InlineData(false, -0.5, "Wrong", "wrong")]
    public void A_part_of_the_points_is_neither_right_nor_wrong(bool correct, decimal points, string verdict, string look)
    {
        var entry = Show(new { type = "multiple", options = new[] { "a", "b" }, correct, yourAnswer = new[] { 0 }, correctAnswer = new[] { 0, 1 }, points });

        Assert.Equal(verdict, entry.QuerySelector(".verdict b")!.TextContent);
        Assert.Equal(look, entry.ClassName);
    }

    [Fact]
    public void Each_chosen_option_is_marked()
    {
        var entry = Show(new { type = "multiple", options = new[] { "a", "b", "c" }, yourAnswer = new[] { 0, 2 }, correctAnswer = new[] { 0, 1 } });

        Assert.Equal(["A · aRight", "C · cWrong"], Parts(entry, "Your answer"));
        Assert.Equal(["A · a", "B · b"], Parts(entry, "Right answer"));
    }

    [Fact]
    public void An_order_is_a_numbered_list()
    {
        var entry = Show(new { type = "ordering", options = new[] { "a", "b", "c" }, yourAnswer = new[] { 2, 0, 1 }, correctAnswer = new[] { 0, 1, 2 } });

        Assert.Equal(["c", "a", "b"], Parts(entry, "Your answer", "ol"));
        Assert.Equal(["a", "b", "c"], Parts(entry, "Right answer", "ol"));
    }

    [Fact]
    public void Pairs_say_which_are_right()
    {
        var entry = Show(new
        {
            type = "matching",
            prompts = new[] { "France", "Italy", "Spain" },
            options = new[] { "Rome", "Paris", "Madrid" },
            yourAnswer = new int?[] { 1, 2, null },
            correctAnswer = new[] { 1, 0, 2 },
            partCredits = new[] { 1, 0, 0 },
        });

        Assert.Equal(["France → ParisRight", "Italy → MadridWrong", "Spain → …Wrong"], Parts(entry, "Your answer"));
        Assert.Equal(["France → Paris", "Italy → Rome", "Spain → Madrid"], Parts(entry, "Right answer"));
    }

    [Fact]
    public void Gaps_are_filled_in_the_text()
    {
        var entry = Show(new
        {
            type = "gaps",
            question = "[[1]] is [[2]] far, [[3]] and [[4]].",
            options = Array.Empty<string>(),
            gaps = new object[]
            {
                new { kind = "text", alsoAccepted = new[] { new { text = "It", credit = 0.5 } } },
                new { kind = "numeric", unit = "km", tolerance = 0.02, toleranceType = "relative" },
                new { kind = "choice", options = new[] { "up", "down" } },
                new { kind = "text" },
            },
            yourAnswer = new object?[] { "it", 3.5, 1, null },
            correctAnswer = new object?[] { "That", 4, 0, "on" },
            partCredits = new[] { 0.5, 0, 0, 0 },
        });

        Assert.Equal("… is … far, … and ….", entry.QuerySelector("h3")!.TextContent);
        Assert.Equal("itPartly right is 3.5 kmWrong far, downWrong and …Wrong.", Text(Answer(entry, "Your answer")));
        Assert.Equal("That is 4 km far, up and on.Gap 1: That · It (50%)Gap 2: 4 km ± 2%", Text(Answer(entry, "Right answer")));
    }

    [Theory]
    [InlineData(0.05, "absolute", "9.81 ± 0.05 m/s²")]
    [InlineData(0.02, "relative", "9.81 m/s² ± 2%")]
    [InlineData(null, null, "9.81 m/s²")]
    public void A_number_has_its_unit_and_how_near_it_is_to_be(double? tolerance, string? toleranceType, string expected)
    {
        var entry = Show(new { type = "numeric", unit = "m/s²", yourAnswer = 9.5, correctAnswer = 9.81, tolerance, toleranceType });

        Assert.Equal("9.5 m/s²", Text(Answer(entry, "Your answer")));
        Assert.Equal(expected, Text(Answer(entry, "Right answer")));
    }

    [Fact]
    public void In_German_numbers_have_a_comma()
    {
        using var _ = Speaking("de");
        var entry = Show(new { type = "numeric", yourAnswer = "9.5", correctAnswer = 9.81, tolerance = 0.05, toleranceType = "absolute" });

        Assert.Equal(("9,5", "9,81 ± 0,05"), (Text(Answer(entry, "Deine Antwort")), Text(Answer(entry, "Richtige Antwort"))));
    }

    [Fact]
    public void What_else_is_accepted_is_told_also_to_who_was_right()
    {
        var entry = Show(new
        {
            type = "text",
            correct = true,
            yourAnswer = "Bombay",
            correctAnswer = "Mumbai",
            alsoAccepted = new object[] { new { text = "Bombay", credit = 1 }, new { text = "Mumbay", credit = 0.25 } },
        });

        Assert.Equal("MumbaiAlso accepted: Bombay · Mumbay (25%)", Text(Answer(entry, "Right answer")));
    }

    [Fact]
    public void The_right_answer_is_not_said_twice() =>
        Assert.Single(Show(new { type = "trueFalse", correct = true, yourAnswer = false, correctAnswer = false }).QuerySelectorAll("dd"));

    private static IElement Answer(IElement entry, string name) =>
        entry.QuerySelectorAll("dl > div").Single(part => part.QuerySelector("dt")!.TextContent == name).QuerySelector("dd")!;

    private static IEnumerable<string> Parts(IElement entry, string name, string list = "ul") =>
        Answer(entry, name).QuerySelectorAll($"{list} > li").Select(part => part.TextContent);

    private static string Text(IElement element) => string.Join(' ', element.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private IElement Show(object review)
    {
        var whole = JsonSerializer.SerializeToNode(review, Json.Options)!.AsObject();
        foreach (var (name, value) in new (string, object)[]
                 { ("questionId", "q1"), ("question", "Which?"), ("correct", false), ("points", 0), ("maxPoints", 3), ("options", Array.Empty<string>()) })
            whole.TryAdd(name, JsonSerializer.SerializeToNode(value));
        var questions = new[] { whole.Deserialize<QuestionReview>(Json.Options)! };
        return Render<ReviewList>(parameters => parameters.Add(list => list.Questions, questions)).Find("li");
    }
}
