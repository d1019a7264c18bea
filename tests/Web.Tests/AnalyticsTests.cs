using AngleSharp.Dom;
using Bunit;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Authoring;

namespace QuizPlatform.Web.Tests;

public class AnalyticsTests : PageContext
{
    private const string Id = "01a218ab7fc2733fb43c2b0d29d6be16";

    public AnalyticsTests() => SignIn("u1");

    [Fact]
    public void The_hardest_question_comes_first_with_what_was_chosen_instead()
    {
        var page = Show(version: 1, Figures("easy", correct: 3, 1, 3), Figures("hard", correct: 1, 3, 1), Figures("gone", correct: 2, 2, 2));

        Assert.Equal(["hard?", "A question of an earlier version", "easy?"], page.FindAll(".quizzes h3").Select(heading => heading.TextContent));
        var options = page.FindAll(".shares")[0].Children;
        Assert.Equal(["3", "1"], options.Select(option => option.QuerySelector(".figure")!.FirstChild!.TextContent.Trim()));
        Assert.Equal([false, true], options.Select(option => option.QuerySelector(".verdict") is not null));
        Assert.Equal("75", options[0].QuerySelector("rect")!.GetAttribute("width"));
    }

    [Fact]
    public void True_or_false_is_told_in_the_readers_words_with_how_often_it_was_chosen()
    {
        using var speaking = Speaking("de");

        var options = ShowOne("trueFalse", [], true, [3, 1]).QuerySelectorAll(".shares > li");

        Assert.Equal(["Wahr", "Falsch"], options.Select(option => option.QuerySelector(".as-typed")!.TextContent));
        Assert.Equal(["3", "1"], options.Select(option => option.QuerySelector(".figure")!.FirstChild!.TextContent.Trim()));
        Assert.Equal([true, false], options.Select(option => option.QuerySelector(".verdict") is not null));
    }

    [Fact]
    public void Of_several_right_options_each_is_marked()
    {
        var options = ShowOne("multiple", ["A", "B", "C"], new[] { 0, 2 }, [3, 1, 2]).QuerySelectorAll(".shares > li");

        Assert.Equal([true, false, true], options.Select(option => option.QuerySelector(".verdict") is not null));
    }

    [Fact]
    public void Where_nothing_is_chosen_there_is_how_many_were_right_and_what_is_right()
    {
        var question = ShowOne("ordering", ["B", "A"], new[] { 1, 0 }, []);

        Assert.Contains("2 of 4 right", question.TextContent, StringComparison.Ordinal);
        Assert.Equal(["1. A", "2. B"], question.QuerySelectorAll(".as-typed:not(h3)").Select(option => option.TextContent));
        Assert.Empty(question.QuerySelectorAll(".figure"));
    }

    [Fact]
    public void The_plot_says_where_most_of_the_scores_are()
    {
        var page = Show(version: 1, Figures("easy", correct: 3, 1, 3));

        Assert.Equal("4 attempts; the largest group, 3, reached 90 to 100%.", page.Find("#plot-says").TextContent);
        Assert.Equal(10, page.FindAll("svg.plot rect").Count);
        Assert.Equal(10, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public void Where_no_group_is_the_largest_the_plot_says_from_where_to_where()
    {
        var plot = Render<AnalyticsPlot>(parameters => parameters
            .Add(plot => plot.Attempts, 4)
            .Add(plot => plot.Ranges, [new(0, 9, 0), new(10, 19, 2), new(20, 29, 0), new(30, 39, 2), new(40, 49, 0)]));

        Assert.Equal("4 attempts, from 10 to 39%.", plot.Find("#plot-says").TextContent);
    }

    [Fact]
    public void Of_a_draft_nothing_is_asked_but_itself()
    {
        var page = Show(version: 0);

        Assert.Equal($"/my/quizzes/{Id}", page.Find(".empty a").GetAttribute("href"));
        Assert.Single(Asked);
    }

    [Fact]
    public void The_results_can_be_downloaded_once_there_are_some()
    {
        var page = Show(version: 1, Figures("easy", correct: 4, 4, 0));

        var form = page.Find("form[method=get]");
        Assert.Equal(
            [$"/api/results/quiz/{Id}/export?format=csv", $"/api/results/quiz/{Id}/export?format=json"],
            page.FindAll("a[download]").Select(link => link.GetAttribute("href")));
        Assert.Equal($"/api/results/quiz/{Id}/export", form.GetAttribute("action"));
        Assert.Equal(
            ["format=csv", "rows=people"], form.QuerySelectorAll("input").Select(field => $"{field.GetAttribute("name")}={field.GetAttribute("value")}"));
        Assert.Equal(["best", "first", "last", "average"], form.QuerySelectorAll("option").Select(option => option.GetAttribute("value")));
        Assert.DoesNotContain("export", Show(version: 1).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quiz_that_nobody_has_taken_is_to_be_shared() =>
        Assert.EndsWith($"/quizzes/{Id}", Show(version: 1).Find("share-link input").GetAttribute("value"), StringComparison.Ordinal);

    [Fact]
    public void Who_may_not_see_the_quiz_sees_none_of_its_figures()
    {
        Answer($"GET http://quizzes/api/quizzes/{Id}", new { type = "urn:problem:auth.forbidden", detail = "No." }, status: 403);

        Assert.Throws<ApiException>(() => Render<AnalyticsPage>(parameters => parameters.Add(page => page.Id, Id)));
        Assert.Single(Asked);
    }

    private static object Figures(string questionId, int correct, params int[] choices) =>
        new { questionId, attempts = 4, correct, correctRate = correct * 25, unanswered = 0, choices };

    private IElement ShowOne(string type, string[] options, object correctAnswer, int[] choices)
    {
        var question = new { id = "one", type, question = "Well?", options, correctAnswer, points = 1 };
        Answer($"GET http://quizzes/api/quizzes/{Id}", A.OwnQuiz(Id, "published", question));
        return ShowFigures(Figures("one", correct: 2, choices)).Find(".quizzes > li");
    }

    private IRenderedComponent<AnalyticsPage> Show(int version, params object[] questions)
    {
        Answer($"GET http://quizzes/api/quizzes/{Id}", A.OwnQuiz(Id, version, "easy", "hard"));
        return ShowFigures(questions);
    }

    private IRenderedComponent<AnalyticsPage> ShowFigures(params object[] questions)
    {
        Answer($"GET http://results/api/results/quiz/{Id}", new
        {
            quizId = Id,
            analytics = new
            {
                totalAttempts = questions.Length == 0 ? 0 : 4,
                averageScore = 75.5,
                averageTimeSpent = 65,
                passRate = 50,
                scoreDistribution = Enumerable.Range(0, 10)
                    .Select(i => new { from = i * 10, to = i == 9 ? 100 : (i * 10) + 9, count = i == 9 ? 3 : i == 0 ? 1 : 0 }),
                questions,
            },
        });
        return Render<AnalyticsPage>(parameters => parameters.Add(page => page.Id, Id));
    }
}
