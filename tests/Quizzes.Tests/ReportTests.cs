namespace QuizPlatform.Quizzes.Tests;

public sealed class ReportTests : IAsyncDisposable
{
    private static readonly object Rude = new { reason = "offensive", text = " Question 2 is rude. " };

    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task Anybody_reports_and_an_admin_reads_it_with_the_quiz()
    {
        var id = await _app.Publish();

        Assert.Equal(202, (await _app.Report(id, Rude)).Status);

        var report = (await _app.Reports()).Json!["reports"]!.AsArray().Single()!;
        Assert.Equal(
            (id, 1, "offensive", "Question 2 is rude.", false),
            (report["quizId"]!.GetValue<string>(), report["quizVersion"]!.GetValue<int>(), report["reason"]!.GetValue<string>(),
                report["text"]!.GetValue<string>(), report["quizHidden"]!.GetValue<bool>()));
        Assert.Equal((await _app.Get(id)).Value<string>("title"), report["quizTitle"]!.GetValue<string>());
        Assert.Equal("ann", report["quizCreatedBy"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_repeat_by_the_same_reporter_is_one_until_there_is_a_new_version()
    {
        var id = await _app.Publish();

        var answers = new List<Answer>();
        foreach (var (who, from) in ((string?, string)[])
            [(null, "203.0.113.7"), (null, "203.0.113.7"), (null, "203.0.113.8"), ("bob", "203.0.113.7"), ("bob", "203.0.113.9"), ("cat", "203.0.113.7")])
            answers.Add(await _app.Report(id, Rude, who, from));

        Assert.Single(answers.Select(answer => (answer.Status, answer.Json!.ToJsonString())).Distinct());
        Assert.Equal(4, await Open());
        await _app.Update(id, A.Request("Harder sums"), "*");
        await _app.Report(id, Rude, "bob");
        Assert.Equal(5, await Open());
    }

    [Fact]
    public async Task Neither_who_reports_nor_from_where_is_kept()
    {
        var id = await _app.Publish();

        await _app.Report(id, Rude, "bob", "203.0.113.7");
        await _app.Report(id, Rude, null, "203.0.113.7");

        var kept = await _app.Store.With(db => Task.FromResult(db.Set<QuizReport>().ToList()));
        var text = System.Text.Json.JsonSerializer.Serialize(kept) + (await _app.Reports()).Json!.ToJsonString();
        Assert.Equal(2, kept.Count);
        Assert.DoesNotContain("203.0.113", text, StringComparison.Ordinal);
        Assert.DoesNotContain("bob", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_show_each_report_once_the_newest_first()
    {
        var id = await _app.Publish();
        for (var i = 0; i < 7; i++)
        {
            await _app.Report(id, new { reason = "other", text = $"{i}" }, $"user{i}");
            if (i % 3 == 0)
                _app.Clock.Advance(TimeSpan.FromMinutes(1)); // some at the same moment
        }

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await _app.Reports($"?limit=2{cursor}");
            seen.AddRange(page.Json!["reports"]!.AsArray().Select(report => report!["text"]!.GetValue<string>()));
            cursor = page.Json["nextCursor"] is { } next ? $"&cursor={next}" : null;
        }
        while (cursor is not null);

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], seen.Order());
        Assert.Equal("0", seen[^1]);
    }

    [Fact]
    public async Task A_closed_report_is_told_apart_with_its_note()
    {
        var id = await _app.Publish();
        await _app.Report(id, Rude);
        var report = (await _app.Reports()).Value<string>("reports.0.id");

        Assert.Equal(204, (await _app.CloseReport(report, new { note = "It is a joke." })).Status);
        Assert.Equal(204, (await _app.CloseReport(report, new { note = "Again." })).Status);

        Assert.Equal(0, await Open());
        Assert.Equal("It is a joke.", (await _app.Reports("?state=closed")).Value<string>("reports.0.note"));
        Assert.Contains($"QuizPlatform.Quizzes.Audit: Report {report} closed by eve", _app.Logs.All);
    }

    [Fact]
    public async Task Reported_anew_a_closed_report_comes_open_again_in_the_words_of_now()
    {
        var id = await _app.Publish();
        await _app.Report(id, Rude, "bob");
        await _app.Report(id, Rude, "cat");
        await _app.Hide(id, new { hidden = true, note = "Rude." });
        await _app.Hide(id, new { hidden = false });
        _app.Clock.Advance(TimeSpan.FromDays(20));

        foreach (var body in (object[])[new { reason = "spam" }, Rude])
            Assert.Equal(202, (await _app.Report(id, body, "bob")).Status); // the second is a repeat

        Assert.Equal(1, await Open());
        var report = (await _app.Reports()).Json!["reports"]![0]!;
        Assert.Equal(("spam", "Rude."), (report["reason"]!.GetValue<string>(), report["note"]!.GetValue<string>()));
        Assert.Equal(_app.Clock.GetUtcNow(), report["reportedAt"]!.GetValue<DateTimeOffset>());
        Assert.Null(report["text"]);
        Assert.Null(report["closedAt"]);
        _app.Clock.Advance(TimeSpan.FromDays(31));
        await _app.ForgetReports();
        Assert.Equal(1, await Open());
        Assert.Empty((await _app.Reports("?state=closed")).Json!["reports"]!.AsArray());
    }

    [Fact]
    public async Task Hiding_a_quiz_closes_all_that_was_reported_of_it_and_nothing_else()
    {
        var (id, other) = (await _app.Publish(), await _app.Publish(A.Request("Other")));
        for (var i = 0; i < 120; i++)
            await _app.Report(id, Rude, $"user{i}");
        await _app.Report(other, Rude);

        await _app.Hide(id, new { hidden = true, note = "Rude." });

        Assert.Equal(other, (await _app.Reports()).Value<string>("reports.0.quizId"));
        Assert.Equal(1, await Open());
        Assert.True((await _app.Reports("?state=closed")).Value<bool>("reports.0.quizHidden"));
    }

    [Fact]
    public async Task Open_ones_are_forgotten_after_half_a_year_and_closed_ones_after_a_month()
    {
        var id = await _app.Publish();
        await _app.Report(id, Rude, "bob");
        await _app.Report(id, Rude, "cat");
        await _app.CloseReport((await _app.Reports()).Value<string>("reports.0.id"), new { });

        Assert.Equal((1, 1), await After(29));
        Assert.Equal((1, 0), await After(2));
        Assert.Equal((1, 0), await After(148));
        Assert.Equal((0, 0), await After(2));

        async Task<(int, int)> After(int days)
        {
            _app.Clock.Advance(TimeSpan.FromDays(days));
            await _app.ForgetReports();
            return (await Open(), (await _app.Reports("?state=closed")).Json!["reports"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task What_nobody_sees_is_not_reported()
    {
        var (draft, hidden) = (await _app.Draft(), await _app.Publish());
        await _app.Hide(hidden, new { hidden = true });

        foreach (var id in (string[])[draft, hidden, A.Id()])
            Assert.Equal(404, (await _app.Report(id, Rude)).Status);
    }

    [Theory]
    [InlineData("{}", "reason")]
    [InlineData("""{"reason":"because"}""", "reason")]
    [InlineData("""{"reason":"spam","text":"\u202Eexe"}""", "text")]
    public async Task What_is_not_a_report_is_refused_with_the_field(string body, string field)
    {
        var answer = await _app.Report(await _app.Publish(), body);

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Json!["errors"]![field]);
        Assert.Equal(400, (await _app.Report(await _app.Publish(), new { reason = "spam", text = new string('x', 501) })).Status);
    }

    [Theory]
    [InlineData("ann:author", 403)]
    [InlineData(null, 401)]
    public async Task Only_admins_read_and_close(string? user, int status)
    {
        await _app.Report(await _app.Publish(), Rude);

        Assert.Equal(status, (await _app.Reports("", user)).Status);
        Assert.Equal(status, (await _app.CloseReport((await _app.Reports()).Value<string>("reports.0.id"), new { }, user)).Status);
        Assert.Equal(1, await Open());
    }

    [Fact]
    public async Task There_are_limits_for_one_address_and_for_all()
    {
        await using var app = new QuizzesApp(settings: [("RateLimits:Enabled", "true"), ("RateLimits:reportsInAll:Seconds", "86400")]);
        var id = await app.Publish();

        for (var i = 0; i < 10; i++)
            Assert.Equal(202, (await app.Report(id, Rude, null, "203.0.113.7")).Status);
        Assert.Equal(429, (await app.Report(id, Rude, null, "203.0.113.7")).Status);
        for (var i = 0; i < 299; i++)
            Assert.Equal(202, (await app.Report(id, Rude, null, $"198.51.{i / 200}.{i % 200}")).Status);
        Assert.Equal(429, (await app.Report(id, Rude, null, "203.0.113.9")).Status);
    }

    [Fact]
    public async Task An_account_has_one_limit_wherever_it_is()
    {
        await using var app = new QuizzesApp(settings: ("RateLimits:Enabled", "true"));
        var id = await app.Publish();

        for (var i = 0; i < 10; i++)
            Assert.Equal(202, (await app.Report(id, Rude, "bob", $"203.0.113.{i}")).Status);
        Assert.Equal(429, (await app.Report(id, Rude, "bob", "203.0.113.10")).Status);
        for (var i = 0; i < 9; i++)
            Assert.Equal(202, (await app.Report(id, Rude, $"user{i}", "203.0.113.1")).Status);
        Assert.Equal(429, (await app.Report(id, Rude, "cat", "203.0.113.1")).Status); // many accounts at one address
    }

    [Fact]
    public async Task Repeats_take_nothing_from_the_limit_for_all()
    {
        await using var app = new QuizzesApp(settings: [("RateLimits:Enabled", "true"), ("RateLimits:reportsInAll:Permits", "2")]);
        var id = await app.Publish();

        foreach (var (address, status) in ((string, int)[])[("203.0.113.1", 202), ("203.0.113.1", 202), ("203.0.113.2", 202), ("203.0.113.3", 429)])
            Assert.Equal(status, (await app.Report(id, Rude, null, address)).Status);
        Assert.Equal(202, (await app.Report(id, Rude, null, "203.0.113.2")).Status);
    }

    private async Task<int> Open() => (await _app.Reports("?limit=100")).Json!["reports"]!.AsArray().Count;

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
