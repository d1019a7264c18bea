using System.Text.Json;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Taking;

namespace QuizPlatform.Web.Tests;

public class ResultTests : PageContext
{
    private const string QuizId = "0190000000007000800000000000000a";

    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    public ResultTests()
    {
        SignIn("u1");
        Services.AddSingleton<TimeProvider>(new StoppedClock());
        Answer($"GET http://quizzes/api/quizzes/{QuizId}", A.Quiz(QuizId));
        Take(at: Now, counts: true);
        Board(countedAt: Now);
    }

    [Fact]
    public void The_place_is_told_once_the_board_has_counted_the_result()
    {
        var page = Show();

        Assert.EndsWith("place 2 of 5.", page.Find(".lead").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("board-place"));
    }

    [Fact]
    public void One_point_is_one_point() => Assert.Equal("1 of 1 point", Show().Find(".review .figure").TextContent);

    [Fact]
    public void Parts_of_points_are_told_without_needless_zeros()
    {
        Take(at: Now, counts: true, score: 2.50m);
        Assert.StartsWith("2.5 of 3 points", Show().Find(".lead").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(null)]
    public void A_board_that_has_not_counted_it_yet_is_looked_at_again(int? hours)
    {
        Board(countedAt: hours is null ? null : Now.AddHours(hours.Value));
        var page = Show();

        Assert.Equal("1 of 3 points: not passed.", page.Find(".lead").TextContent);
        Assert.Equal((QuizId, "u1"), (page.Find("board-place").GetAttribute("data-quiz"), page.Find("board-place").GetAttribute("data-user")));
        Assert.Equal("", page.Find("board-place a").GetAttribute("href"));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-3, true)]
    public void Nobody_waits_for_a_place_that_will_not_come(int minutes, bool counts)
    {
        Take(Now.AddMinutes(minutes), counts);
        Board(countedAt: null);

        Assert.Empty(Show().FindAll("board-place"));
    }

    [Fact]
    public void A_guest_waits_for_no_result_to_move_whatever_a_link_says()
    {
        SignIn("g1", "Bob", "guest");
        Visit.Request.QueryString = new("?arrived=Kept");

        Assert.Throws<ApiException>(() => Render<ResultPage>(parameters => parameters.Add(page => page.Id, "r2")));

        Assert.Single(Asked, asked => asked.Request.EndsWith("/api/results/r2", StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_the_quiz_that_is_shared_with_what_one_has_reached()
    {
        var share = Show().Find("share-link");

        Assert.EndsWith($"/quizzes/{QuizId}", share.QuerySelector("input")!.GetAttribute("value"), StringComparison.Ordinal);
        Assert.Equal("“Rivers”: 33% for me. And for you?", share.GetAttribute("data-text"));
    }

    [Fact]
    public void What_was_wrong_or_left_open_can_be_practised_and_nothing_of_it_is_sent()
    {
        Assert.Equal("Practise what went wrong (2)", Show().Find("a[href='/results/r1/practice']").TextContent);

        var page = Render<PracticePage>(parameters => parameters.Add(practice => practice.Id, "r1"));

        Assert.Equal(["q2", "q3"], page.FindAll("[data-question]").Select(question => question.GetAttribute("data-question")));
        Assert.Equal(["0", "1"], page.FindAll("[data-right]").Select(part => part.GetAttribute("data-right")));
        Assert.Equal("B · Right", page.FindAll("details div")[^1].TextContent.Trim());
        Assert.Empty(page.FindAll("input:checked"));
        Assert.Empty(page.FindAll("form"));
    }

    [Theory]
    [InlineData("trueFalse", "true")]
    [InlineData("ordering", "[1,0]")]
    [InlineData("text", null)]
    [InlineData("numeric", null)]
    [InlineData("gaps", null)]
    public void What_has_more_than_one_spelling_is_judged_by_the_player(string type, string? right)
    {
        var answer = JsonSerializer.Deserialize<JsonElement>(right ?? "[\"a\"]");
        Take(Now, counts: true, questions: [new
        {
            questionId = "q1",
            type,
            question = "Why?",
            options = new[] { "a", "b" },
            correct = false,
            correctAnswer = type is "text" or "numeric" ? answer[0] : answer,
            maxPoints = 1,
        }]);

        var page = Render<PracticePage>(parameters => parameters.Add(practice => practice.Id, "r1"));

        Assert.Equal(right, page.Find("section").GetAttribute("data-right"));
        Assert.True(page.Find("[data-ask]").HasAttribute("hidden"));
    }

    [Fact]
    public void The_review_is_of_what_was_taken_however_the_quiz_has_changed()
    {
        Answer($"GET http://quizzes/api/quizzes/{QuizId}", A.Quiz(QuizId, version: 2));

        var page = Show();

        Assert.Equal(["q1?", "q2?", "q3?"], page.FindAll(".review h3").Select(question => question.TextContent));
        Assert.Equal("Rivers", page.Find("header a").TextContent);
        Assert.StartsWith("Your result: Rivers", page.Find("header").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("afterPass", null, "What is right is shown once you have passed.")]
    [InlineData("afterClose", "2026-12-24T18:00:00Z", "What is right is shown from Thursday, 24 December 2026 18:00 UTC on.")]
    [InlineData("never", null, "This quiz does not show what is right.")]
    [InlineData("immediately", null, "What is right is not shown yet.")] // since a moment ago
    public void While_what_is_right_is_not_shown_the_page_says_when_it_will_be(string reveal, string? revealAt, string says)
    {
        Answer($"GET http://quizzes/api/quizzes/{QuizId}", new { }, status: 404); // archived
        Take(Now, counts: true, reveal: reveal, revealAt: revealAt, questions: [Untold("q1", 0), Untold("q2", null)]);

        var page = Show();

        Assert.Equal(says, page.Find("h2 + p.soft").TextContent);
        Assert.Equal(["Answered", "Not answered"], page.FindAll(".verdict").Select(verdict => verdict.TextContent.Trim()));
        Assert.Equal(2, page.FindAll(".review dt").Count); // what one said, not what is right
        Assert.Empty(page.FindAll("a[href$=practice]"));
        var practice = Render<PracticePage>(parameters => parameters.Add(practice => practice.Id, "r1"));
        Assert.Empty(practice.FindAll("[data-right]"));
        Assert.Equal(says, practice.Find(".empty p").TextContent);
    }

    [Fact]
    public void Nothing_leads_to_a_quiz_that_is_archived()
    {
        Answer($"GET http://quizzes/api/quizzes/{QuizId}", new { }, status: 404);

        var page = Show();

        Assert.Empty(page.FindAll("a[href^='/quizzes/']"));
        Assert.Equal("Rivers", page.Find("header p span").TextContent);
    }

    [Fact]
    public void Without_the_texts_nothing_is_practised()
    {
        Take(at: Now, counts: true, texts: false);
        Assert.Empty(Show().FindAll("a[href='/results/r1/practice']"));

        var page = Render<PracticePage>(parameters => parameters.Add(practice => practice.Id, "r1"));

        Assert.StartsWith("The questions are not available", page.Find(".empty p").TextContent, StringComparison.Ordinal);
    }

    private void Take(
        DateTimeOffset at, bool counts, bool texts = true, decimal score = 1, object[]? questions = null, string? reveal = null,
        string? revealAt = null) => Answer(
        "GET http://results/api/results/r1", new
        {
            result = new
            {
                id = "r1",
                quizId = QuizId,
                quizVersion = 1,
                score,
                maxScore = 3,
                totalQuestions = 3,
                correctAnswers = 1,
                percentage = 33,
                passed = false,
                submittedAt = at,
                countsOnBoard = counts,
                byAuthor = false,
                answersShown = reveal is null,
                reveal,
                revealAt,
                quizTitle = texts ? "Rivers" : null,
                questions = questions ?? [Review("q1", 0, 0, texts), Review("q2", 1, 0, texts), Review("q3", null, 1, texts)],
            },
        });

    private static object Review(string questionId, int? yours, int right, bool texts) => new
    {
        questionId,
        question = texts ? $"{questionId}?" : null,
        options = texts ? new[] { "Wrong", "Right" } : null,
        correct = yours == right,
        yourAnswer = yours,
        correctAnswer = right,
        points = yours == right ? 1 : 0,
        maxPoints = 1,
    };

    private static object Untold(string questionId, int? yours) => new
    {
        questionId,
        question = $"{questionId}?",
        options = new[] { "Wrong", "Right" },
        correct = default(bool?),
        yourAnswer = yours,
        points = default(double?),
        maxPoints = 1,
    };

    private void Board(DateTimeOffset? countedAt) => Answer("GET http://results/api/leaderboard", new
    {
        leaderboard = countedAt is null ? [] : new[] { new { rank = 2, userId = "u1", displayName = "Ann", lastActivity = countedAt } },
        totalUsers = 5,
    });

    private IRenderedComponent<ResultPage> Show() => Render<ResultPage>(parameters => parameters.Add(page => page.Id, "r1"));

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
