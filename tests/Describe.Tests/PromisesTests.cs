using System.Text.Json.Nodes;

namespace QuizPlatform.Describe.Tests;

/// <summary>What clients rely on stays, unless CHANGELOG.md says otherwise.</summary>
public sealed class PromisesTests
{
    private static readonly JsonNode Described = JsonNode.Parse(Description.Text())!;
    private static readonly SortedSet<string> Now = Promises.Of(Described);

    [Fact]
    public void Nothing_that_was_promised_is_broken_but_what_the_changelog_declares()
    {
        var before = Contract.Promises.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Promises.Broken(before, Now)); // scripts/describe.sh says what to do
        Assert.True(before.SetEquals(Now), "docs/promises.txt lacks what is new. Run scripts/describe.sh.");
    }

    [Theory]
    [InlineData("paths./api/leaderboard", "GET /api/leaderboard is there")]
    [InlineData("paths./api/users/profile.delete", "DELETE /api/users/profile is there")]
    [InlineData("paths./api/quizzes.post.responses.201", "POST /api/quizzes gives 201")]
    [InlineData("paths./api/quizzes.post.responses.201.headers.Location", "POST /api/quizzes gives 201 Location")]
    [InlineData("components.schemas.LeaderboardEntry.properties.rank", "GET /api/leaderboard gives 200.leaderboard[].rank integer")]
    [InlineData("components.schemas.QuizRequest.properties.tags", "POST /api/quizzes takes body.tags[] string")]
    public void What_is_taken_away_breaks_something(string path, string promise)
    {
        var changed = Described.DeepClone();
        var names = path.Split('.');
        names[..^1].Aggregate(changed, (node, name) => node[name]!).AsObject().Remove(names[^1]);

        Assert.Contains(promise, Promises.Broken(Now, Promises.Of(changed)));
    }

    [Theory]
    [InlineData("components.schemas.QuizList.properties.total.type", "\"string\"", "GET /api/quizzes gives 200.total integer")]
    [InlineData("components.schemas.QuizList.properties.total.type", "[\"integer\",\"null\"]", "GET /api/quizzes gives 200.total integer")]
    [InlineData("components.schemas.QuizRequest.properties.timeLimit.type", "\"integer\"", "POST /api/quizzes takes body.timeLimit null")]
    [InlineData("components.schemas.QuizRequest.required", "[\"title\",\"language\"]", "POST /api/quizzes wants body.language")]
    [InlineData("paths./api/quizzes.get.parameters.0.required", "true", "GET /api/quizzes wants ?search")]
    [InlineData("paths./api/quizzes.get.security", "[{\"bearer\":[]}]", "GET /api/quizzes wants somebody who is signed in")]
    public void What_is_narrower_breaks_something(string path, string json, string promise)
    {
        var changed = Described.DeepClone();
        var names = path.Split('.');
        names[..^1].Aggregate(changed, (node, name) => node is JsonArray list ? list[int.Parse(name)]! : node[name]!)[names[^1]] = JsonNode.Parse(json);

        Assert.Contains(promise, Promises.Broken(Now, Promises.Of(changed)));
    }

    [Fact]
    public void What_is_added_breaks_nothing()
    {
        var smaller = Described.DeepClone();
        smaller["paths"]!.AsObject().Remove("/api/results/submit");
        smaller["components"]!["schemas"]!["QuizList"]!["properties"]!.AsObject().Remove("total");
        smaller["components"]!["schemas"]!["QuizRequest"]!["properties"]!.AsObject().Remove("language");

        Assert.Empty(Promises.Broken(Promises.Of(smaller), Now));
    }
}
