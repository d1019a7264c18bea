using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace QuizPlatform.System.Tests.BadInput;

public sealed partial class BadInputTests(Stage stage, ITestOutputHelper output) : IClassFixture<Stage>
{
    public static TheoryData<string> Names => [.. Routes.All.Select(route => route.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Bad_input_gets_the_documented_problem_and_changes_nothing(string name)
    {
        var route = Routes.All.Single(route => route.Name == name);
        var variants = new Variants(route, stage).All().ToList();
        var faults = new ConcurrentBag<string>();
        var before = await stage.Settled();

        var refused = variants.Where(variant => !variant.Accepted);
        await Parallel.ForEachAsync(refused, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (variant, _) => await Send(route, variant, faults));
        var between = await stage.Settled();
        foreach (var (table, rows) in between.Where(table => table.Value != before[table.Key]))
            faults.Add($"{table} has changed: {before[table].Rows} rows before, {rows.Rows} after");

        var accepted = 0;
        foreach (var variant in variants.Where(variant => variant.Accepted))
            accepted += await Send(route, variant, faults) is >= 200 and < 300 ? 1 : 0;
        var after = await stage.Settled();
        foreach (var (table, rows) in after.Where(table => !Follows(table.Key, route.Makes)))
        {
            if (rows.Rows != between[table].Rows + (table == route.Makes ? accepted : 0))
                faults.Add($"{table}: {between[table].Rows} rows and {accepted} accepted requests made {rows.Rows}");
        }

        output.WriteLine($"{variants.Count} requests, {accepted} accepted");
        Assert.True(faults.IsEmpty, $"{faults.Count} faults:\n{string.Join('\n', faults.Order(StringComparer.Ordinal).Take(200))}");
    }

    [Theory]
    [InlineData("Content-Length", "100", "{")]
    [InlineData("Transfer-Encoding", "chunked", "64\r\n{")]
    public async Task A_body_that_stalls_is_408(string header, string value, string body)
    {
        var request = new RawRequest("POST", "/api/users/login", [("Host", "localhost"), ("Content-Type", "application/json"), (header, value)]);

        var answer = await RawHttp.Send(stage.Service("Users").Port, request with { Framed = body });

        Assert.Equal(408, answer.Status);
        Assert.Contains("urn:problem:request.unreadable", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_route_of_the_apps_is_in_the_table()
    {
        var listed =
            from service in stage.Platform.All
            from line in Listed().Matches(service.Output)
            from method in line.Groups["methods"].Value.Split(',')
            select $"{service.Name} {method} {Constraint().Replace(line.Groups["path"].Value, "}")}";
        var known = Routes.All.Select(route => $"{route.App} {route.Method} {route.Path}");

        Assert.Equal(listed.Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
    }

    // A registration reserves two names.
    private static bool Follows(string table, string? made) => (made, table) is ("users.User", "users.Reservation" or "users.Session");

    private async Task<int> Send(Route route, Variant variant, ConcurrentBag<string> faults)
    {
        try
        {
            var answer = await RawHttp.Send(stage.Service(route.App).Port, variant.Request);
            foreach (var fault in Checker.Faults(route, variant, answer))
                faults.Add($"{variant.What}: {fault}; got {answer.Status} {answer.Body[..Math.Min(answer.Body.Length, 300)]}");
            return answer.Status;
        }
        catch (IOException) when (variant.ByServer)
        {
            return 0; // it hung up on us
        }
        catch (Exception e)
        {
            faults.Add($"{variant.What}: {e.Message}");
            return 0;
        }
    }

    [GeneratedRegex(@"Functions: \w+: \[(?<methods>[A-Z,]+)\] http://[^/]+/(?<path>\S+)")]
    private static partial Regex Listed();

    [GeneratedRegex(@":[^}]+\}")]
    private static partial Regex Constraint();
}
