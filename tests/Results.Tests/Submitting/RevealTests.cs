using System.Text.Json;
using System.Text.Json.Nodes;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

/// <summary>When what is right is shown, and which results count once it was.</summary>
public sealed class RevealTests : IAsyncDisposable
{
    private const string Secret = "S3cret";
    private static readonly DateTimeOffset Close = A.Sunday.AddDays(1);

    private readonly ResultsApp _app = new();

    [Theory]
    [InlineData(RevealRule.Never)]
    [InlineData(RevealRule.AfterPass)]
    [InlineData(RevealRule.AfterClose)]
    public async Task Until_then_nothing_tells_what_is_right(string rule)
    {
        var quiz = await _app.Publish(Secretive() with { Reveal = rule, RevealAt = Close });

        var sent = await Submit("ann", quiz, "[0, null, 3, \"x\", [\"y\"]]", ("Idempotency-Key", "once"));
        var again = await Submit("ann", quiz, "[0, null, 3, \"x\", [\"y\"]]", ("Idempotency-Key", "once"));
        await _app.DeliverAll();
        var id = sent.Value<string>("result.id");
        Answer[] told =
        [
            sent, again, await _app.Result(id, "ann"), await _app.PlayerResults("ann", "ann"), await _app.PlayerResults("ann", "bob"),
            await _app.Analytics(quiz.QuizId, "ann"), await _app.Leaderboard($"?quizId={quiz.QuizId}", "ann"),
        ];

        foreach (var answer in told.Where(answer => answer.Status != 404))
            Assert.DoesNotContain(Secret, answer.Json!.ToJsonString(), StringComparison.Ordinal);
        foreach (var result in told.Take(3).Select(answer => answer.Json!["result"]!))
        {
            Assert.False(result["answersShown"]!.GetValue<bool>());
            Assert.Equal((rule, Close), (result["reveal"]!.GetValue<string>(), result["revealAt"]!.GetValue<DateTimeOffset>()));
            foreach (var question in result["questions"]!.AsArray().Select(question => question!.AsObject()))
            {
                Assert.All((string[])["correct", "correctAnswer", "explanation", "points"], field => Assert.Null(question[field]));
                Assert.All((string[])["alsoAccepted", "tolerance", "toleranceType", "partCredits"], field => Assert.False(question.ContainsKey(field), field));
            }

            var given = new JsonArray([.. result["questions"]!.AsArray().Select(question => question!["yourAnswer"]?.DeepClone())]);
            Assert.Equal("""[0,null,3,"x",["y"]]""", given.ToJsonString());
            Assert.Equal("""[{"kind":"text"}]""", result["questions"]![4]!["gaps"]!.ToJsonString());
            Assert.Equal((0, 0), (result["score"]!.GetValue<int>(), result["percentage"]!.GetValue<int>()));
        }
    }

    [Fact]
    public async Task Who_has_passed_is_shown_all_that_they_have_handed_in()
    {
        var quiz = await _app.Publish(A.Quiz(4) with { Reveal = RevealRule.AfterPass });

        var failed = await Take("ann", quiz, right: 2);
        Assert.False(await IsShown("ann", failed));
        var passed = await Take("ann", quiz, right: 3);

        Assert.Equal((false, true), (Shown(failed), Shown(passed)));
        Assert.Null(passed.Json!["result"]!["reveal"]);
        Assert.True(await IsShown("ann", failed));
        Assert.Equal("Because 3.", (await _app.Result(passed.Value<string>("result.id"), "ann")).Value<string>("result.questions.3.explanation"));
        Assert.False(Shown(await Take("bob", quiz, right: 2)));
    }

    [Fact]
    public async Task From_a_moment_on_everybody_is_shown()
    {
        var quiz = await _app.Publish(A.Quiz(4) with { Reveal = RevealRule.AfterClose, RevealAt = Close });
        var early = await Take("ann", quiz, right: 4);

        _app.Clock.Advance(Close - _app.Clock.GetUtcNow() - TimeSpan.FromTicks(1));
        Assert.False(await IsShown("ann", early));
        _app.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(await IsShown("ann", early));
    }

    [Fact]
    public async Task Authors_know_what_is_right()
    {
        var quiz = await _app.Publish(A.Quiz(4) with { Reveal = RevealRule.Never });

        Assert.True(Shown(await Take("author", quiz, right: 2)));
    }

    [Theory]
    [InlineData(LeaderboardRule.Unaided, null, "40,90,100", "yes,no,no")]
    [InlineData(LeaderboardRule.Unaided, RevealRule.Never, "40,90,100", "yes,yes,yes")]
    [InlineData(LeaderboardRule.Unaided, RevealRule.AfterPass, "40,75,100", "yes,yes,no")]
    [InlineData(LeaderboardRule.Unaided, RevealRule.AfterClose, "40,90,100", "yes,yes,no")] // it closes before the third
    [InlineData(null, RevealRule.AfterPass, "40,75,100", "yes,yes,no")]
    [InlineData(LeaderboardRule.First, RevealRule.Never, "40,90,100", "yes,no,no")]
    [InlineData(LeaderboardRule.Best, RevealRule.AfterPass, "90,40,100", "yes,yes,yes")]
    public async Task What_was_handed_in_before_it_was_shown_counts(string? counts, string? reveal, string percentages, string expected)
    {
        var quiz = await _app.Publish(A.Quiz(20) with { LeaderboardCounts = counts, Reveal = reveal, RevealAt = Close });
        var told = new List<string>();

        foreach (var (i, percentage) in percentages.Split(',').Select(int.Parse).Index())
        {
            if (i == 2)
                _app.Clock.Advance(Close - _app.Clock.GetUtcNow());
            told.Add((await Take("ann", quiz, percentage / 5)).Value<bool>("result.countsOnBoard") ? "yes" : "no");
        }

        await _app.DeliverAll();
        Assert.Equal(expected, string.Join(',', told));
        var best = percentages.Split(',').Select(int.Parse).Zip(told).Where(one => one.Second == "yes").Max(one => one.First) / 5;
        Assert.Equal(best, (await _app.Leaderboard($"?quizId={quiz.QuizId}")).Value<int>("leaderboard.0.totalScore"));
    }

    [Theory]
    [InlineData(null, RevealRule.Never, false, false)] // both have seen what is right
    [InlineData(RevealRule.AfterPass, RevealRule.Never, false, true)]
    [InlineData(RevealRule.Never, RevealRule.AfterPass, false, true)]
    [InlineData(RevealRule.Never, RevealRule.AfterClose, true, true)]
    public async Task What_was_shown_by_an_earlier_rule_stays_known(string? before, string after, bool passerCounts, bool otherCounts)
    {
        var quiz = await _app.Publish(A.Quiz(4) with { Reveal = before, Revision = 2 });
        await Take("ann", quiz, right: 3);
        await Take("bob", quiz, right: 2);

        await _app.TellOfQuiz(QuizSettingsChanged.Type, new QuizSettingsChanged(quiz.QuizId, 3, false, false, after, Close));
        await _app.TellOfQuiz(QuizSettingsChanged.Type, new QuizSettingsChanged(quiz.QuizId, 1, false, false, null, null)); // late
        _app.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((passerCounts, otherCounts, true), (await Counts("ann", right: 4), await Counts("bob", right: 3), await Counts("cat", right: 1)));

        async Task<bool> Counts(string userId, int right) => (await Take(userId, quiz, right)).Value<bool>("result.countsOnBoard");
    }

    [Fact]
    public async Task What_counted_for_a_guest_counts_for_the_account_that_keeps_it_later()
    {
        var (quiz, guest, ann) = (await _app.Publish(A.Quiz(4) with { Reveal = RevealRule.AfterClose, RevealAt = Close }), A.Id(), A.Id());
        foreach (var right in (int[])[1, 3, 4])
            await Take($"{guest}:guest", quiz, right);
        _app.Clock.Advance(Close - _app.Clock.GetUtcNow() + TimeSpan.FromHours(1));

        await _app.Tell(UserDeleted.Type, new UserDeleted(guest, _app.Clock.GetUtcNow(), _app.Clock.GetUtcNow().AddHours(1), KeptBy: ann));
        await _app.DeliverAll();

        Assert.Equal((ann, 4), await Leader(quiz));
        Assert.False((await Take(ann, quiz, right: 4)).Value<bool>("result.countsOnBoard"));
    }

    [Fact]
    public async Task A_rule_that_shows_more_holds_once_everybody_knows_it()
    {
        var quiz = await _app.Publish(A.Quiz(4) with { Reveal = RevealRule.Never });
        var taken = await Take("ann", quiz, right: 1);

        await _app.TellOfQuiz(QuizSettingsChanged.Type, new QuizSettingsChanged(quiz.QuizId, 2, false, false, null, null));
        Assert.False(await IsShown("ann", taken));
        Assert.True((await Take("ann", quiz, right: 4)).Value<bool>("result.countsOnBoard")); // not yet shown anywhere
        _app.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await IsShown("ann", taken));
        Assert.False((await Take("ann", quiz, right: 4)).Value<bool>("result.countsOnBoard"));
    }

    [Fact]
    public async Task What_was_shown_stays_known_while_a_rule_comes_back()
    {
        var quiz = await _app.Publish(A.Quiz(4));
        await Take("ann", quiz, right: 1);
        await _app.TellOfQuiz(QuizSettingsChanged.Type, new QuizSettingsChanged(quiz.QuizId, 2, false, false, RevealRule.Never, null));
        _app.Clock.Advance(TimeSpan.FromMinutes(1));

        await _app.TellOfQuiz(QuizSettingsChanged.Type, new QuizSettingsChanged(quiz.QuizId, 3, false, false, null, null));

        Assert.False((await Take("ann", quiz, right: 4)).Value<bool>("result.countsOnBoard")); // although this rule shows nothing yet
    }

    [Fact]
    public async Task Settings_that_come_before_their_quiz_hold()
    {
        var quiz = A.Quiz(4) with { Revision = 2 };
        await _app.TellOfQuiz(QuizSettingsChanged.Type, new QuizSettingsChanged(quiz.QuizId, 3, AccountsOnly: true, false, RevealRule.Never, null));
        await _app.Publish(quiz);

        Assert.False(Shown(await Take("ann", quiz, right: 4)));
        Assert.Equal(403, (await Take("guest-1:guest", quiz, right: 4)).Status);
    }

    [Fact]
    public async Task What_Quizzes_is_asked_for_has_the_rule()
    {
        var quiz = A.Quiz(4) with { Reveal = RevealRule.Never, Revision = 2 };
        _app.Quizzes.Published[quiz.QuizId] = quiz;

        Assert.False(Shown(await Take("ann", quiz, right: 4)));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static QuizPublished Secretive() => A.Quiz(1) with
    {
        Revision = 1,
        Questions =
        [
            new("q0", 4, 1, 1, Secret),
            Of("""{"type":"multiple","options":3,"correctAnswer":[0,2]}"""),
            Of("""{"type":"numeric","correctAnswer":4,"tolerance":0.5,"alsoAccepted":[{"value":5,"credit":0.5}]}"""),
            Of($$"""{"type":"text","correctAnswer":"{{Secret}}","alsoAccepted":[{"text":"{{Secret}}2"}]}"""),
            Of($$"""{"type":"gaps","gaps":[{"kind":"text","correctAnswer":"{{Secret}}"}]}"""),
        ],
    };

    private static PublishedQuestion Of(string solution) =>
        new($"q-{solution.Length}", null, null, 1, Secret, JsonDocument.Parse(solution).RootElement);

    private static bool Shown(Answer answer) => answer.Value<bool>("result.answersShown");

    private Task<Answer> Submit(string userId, QuizPublished quiz, string answers, params (string, string)[] headers) =>
        _app.Submit(userId, new { quizId = quiz.QuizId, answers = JsonNode.Parse(answers) }, headers);

    private async Task<Answer> Take(string userId, QuizPublished quiz, int right)
    {
        _app.Clock.Advance(TimeSpan.FromSeconds(2));
        var answer = await _app.Submit(userId, quiz, right);
        await _app.DeliverAll();
        return answer;
    }

    private async Task<(string UserId, int Total)> Leader(QuizPublished quiz)
    {
        var board = await _app.Leaderboard($"?quizId={quiz.QuizId}");
        return (board.Value<string>("leaderboard.0.userId"), board.Value<int>("leaderboard.0.totalScore"));
    }

    private async Task<bool> IsShown(string userId, Answer submitted) => Shown(await _app.Result(submitted.Value<string>("result.id"), userId));
}
