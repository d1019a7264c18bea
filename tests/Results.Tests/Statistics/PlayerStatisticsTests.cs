using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Results.Tests;

public class PlayerStatisticsTests
{
    private static readonly DateTimeOffset Noon = A.Sunday;

    [Fact]
    public void Every_result_counts()
    {
        var statistics = Count(A.Attempt("js", 4, Noon, timeSpent: 60), A.Attempt("js", 8, Noon, timeSpent: 30, counts: false), A.Attempt("css", 3, Noon));

        Assert.Equal((3, 50.0, 80, 90L), (statistics.TotalQuizzesTaken, statistics.AverageScore, statistics.BestScore, statistics.TotalTimeSpent));
    }

    [Theory]
    [InlineData(new[] { 0 }, 1)]
    [InlineData(new[] { 0, 0, -1, -2 }, 3)]
    [InlineData(new[] { 0, -2, -3 }, 1)]
    [InlineData(new[] { -1, -2 }, 2)]
    [InlineData(new[] { -2, -3 }, 0)]
    public void A_streak_is_days_in_a_row_up_to_today_or_yesterday(int[] days, int streak)
    {
        var statistics = Count([.. days.Order().Select(day => A.Attempt("js", 1, Noon.AddDays(day)))]);

        Assert.Equal(streak, statistics.CurrentStreakDays(Noon.AddHours(5)));
    }

    [Fact]
    public void Recent_activity_is_the_last_ten_newest_first()
    {
        var statistics = Count([.. Enumerable.Range(0, 12).Select(i => A.Attempt("js", i % 10, Noon.AddMinutes(i)))]);

        Assert.Equal(Enumerable.Range(2, 10).Reverse().Select(i => Noon.AddMinutes(i)), statistics.NewestActivity.Select(a => a.SubmittedAt));
    }

    [Fact]
    public void Categories_are_told_apart()
    {
        var statistics = Count(
            A.Attempt("js", 4, Noon, category: "web"), A.Attempt("sd", 9, Noon, category: "design"), A.Attempt("css", 6, Noon, category: "web"));

        Assert.Equal([new("design", 1, 90, 90, 90), new("web", 2, 50, 60, 100)], statistics.Categories);
    }

    [Fact]
    public void Beyond_fifty_categories_all_others_are_one()
    {
        var attempts = Enumerable.Range(0, 60).Select(i => A.Attempt($"quiz-{i}", i % 10, Noon.AddMinutes(i), category: $"category {i:00}"));

        var statistics = Count([.. attempts, A.Attempt("last", 9, Noon.AddHours(2), category: "category 07")]);

        Assert.Equal(PlayerStatistics.MaxCategories + 1, statistics.Categories.Count);
        Assert.Equal((2, true), (statistics.Categories[7].QuizzesTaken, statistics.Categories[^1].IsOther));
        Assert.Equal((10, 45.0, 90), (statistics.Categories[^1].QuizzesTaken, statistics.Categories[^1].AverageScore, statistics.Categories[^1].BestScore));
    }

    /// <summary>Results in any order, told as often as one likes, come to what they come to in the order of their times, or are refused.</summary>
    [Fact]
    public void The_order_in_which_results_are_told_changes_nothing()
    {
        var random = new Random(13);
        var (asTold, refused) = (0, 0);
        for (var round = 0; round < 2_000; round++)
        {
            var attempts = Enumerable.Range(0, random.Next(1, 8))
                .Select(i => A.Attempt("js", random.Next(0, 10), Noon.AddHours(-random.Next(0, 200) + (i / 100.0)), category: $"{random.Next(3)}"))
                .ToList();
            var told = new PlayerStatistics("ann");

            if (attempts.Concat(attempts.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next()).All(attempt => told.TryCount([attempt])))
            {
                asTold++;
                Assert.Equal(Shown(Count([.. attempts.OrderBy(a => a.SubmittedAt)])), Shown(told));
            }
            else
            {
                refused++;
            }
        }

        Assert.True(asTold > 500 && refused > 0, $"{asTold} as told, {refused} refused");
    }

    [Fact]
    public void What_is_older_than_the_last_ten_cannot_be_told()
    {
        var attempts = Enumerable.Range(0, 11).Select(i => A.Attempt("js", 5, Noon.AddMinutes(i))).ToArray();
        var statistics = new PlayerStatistics("ann");

        Assert.True(statistics.TryCount(attempts[..10]));
        Assert.True(statistics.TryCount(attempts[..10]));
        Assert.True(statistics.TryCount(attempts[10..]));
        Assert.False(statistics.TryCount(attempts[..1]));
        Assert.Equal((11, Noon), (statistics.TotalQuizzesTaken, statistics.ForgottenUpTo));
    }

    [Fact]
    public async Task Kept_from_result_to_result_they_are_those_of_all_results()
    {
        await using var store = new TestStore<ResultsDb>();
        var attempts = Enumerable.Range(0, 15)
            .Select(i => A.Attempt("js", i % 10, Noon.AddMinutes(i), category: ((string[])["web", "design", "art"])[i % 3])).ToList();

        foreach (var (i, attempt) in attempts.Index())
        {
            await store.With(async db =>
            {
                var statistics = await db.Find<PlayerStatistics>("ann", PlayerStatistics.IdOf("ann"), default) ?? db.Add(new PlayerStatistics("ann")).Entity;
                Assert.True(statistics.TryCount([attempt]));
                await db.SaveChangesAsync();
            });
            if (i == 11) // as versions left it that kept the newest first
            {
                await store.With(db => db.Database.ExecuteSqlAsync(
                    $"""
                    UPDATE PlayerStatistics SET RecentActivity =
                        (SELECT json_group_array(json(value)) FROM (SELECT value FROM json_each(RecentActivity) ORDER BY key DESC))
                    """));
            }
        }

        var kept = await store.With(db => db.Set<PlayerStatistics>().AsNoTracking().SingleAsync());
        Assert.Equal(Shown(Count([.. attempts])), Shown(kept));
        Assert.Equal((10, 3), (kept.RecentActivity.Count, kept.ByCategory.Count));
    }

    private static PlayerStatistics Count(params Attempt[] attempts)
    {
        var statistics = new PlayerStatistics("ann");
        statistics.CountAnew(attempts);
        return statistics;
    }

    private static string Shown(PlayerStatistics s) =>
        $"{s.TotalQuizzesTaken} {s.AverageScore} {s.BestScore} {s.TotalTimeSpent} {s.StreakDays} {s.LastActivity} "
        + string.Join(' ', s.NewestActivity.Select(a => a.ResultId)) + string.Join(' ', s.Categories);
}
