using System.Text.Json.Nodes;

namespace QuizPlatform.Tools;

/// <summary>Has a running platform do what takes a while, and waits for its end: ./scripts/audit.sh and ./scripts/recount.sh.</summary>
internal static class AdminCommand
{
    /// <param name="args"><c>audit PERCENT</c> or <c>recount</c>.</param>
    /// <returns>The process's exit code: 0, or 1 where an audit has found differences or what was asked for was refused.</returns>
    public static async Task<int> Run(string gateway, string[] args)
    {
        try
        {
            if (!Uri.TryCreate(gateway, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                throw new AdminException($"GATEWAY_URL is not the address of a platform: {gateway}");
            await using var admin = await AdminSession.Begin(address, Setting("ADMIN_TOKEN"), Setting("ADMIN_NAME"), Setting("ADMIN_PASSWORD"));
            return args switch
            {
                ["audit", var percent] => await Audit(admin, percent),
                ["recount"] => await Recount(admin),
                _ => throw new ArgumentException("Run this by audit.sh or recount.sh."),
            };
        }
        catch (AdminException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<int> Audit(AdminSession admin, string percent)
    {
        var begun = await admin.Post($"/api/results/audits?percent={percent}");
        Say($"Comparing {begun["percent"]} of 100 players and quizzes since {begun["begunAt"]}; it begins within five minutes.");
        var told = "";
        var audit = await admin.Poll("/api/results/audits/latest", now =>
        {
            if (Looked(now) is var looked && looked != told)
                Say(told = looked);
            return now["endedAt"] is not null;
        });

        foreach (var difference in audit["differences"]!.AsArray())
            Console.WriteLine(Sentence(difference!));
        var count = (int)audit["differenceCount"]!;
        if (count > audit["differences"]!.AsArray().Count)
            Console.WriteLine("...");
        if ((int)audit["placesSkipped"]! is > 0 and var skipped)
            Say($"Places were not compared on {skipped} boards, which have too many players.");
        Say(count == 0 ? "All is as the results say." : $"{count} differences. What is wrong is right after ./scripts/recount.sh.");
        return count == 0 ? 0 : 1;
    }

    private static async Task<int> Recount(AdminSession admin)
    {
        await admin.Post("/api/results/recounts");
        Say("Counting anew; it begins within five minutes.");
        var told = "";
        await admin.Poll("/api/results/recounts/latest", now =>
        {
            if (now["countedUpTo"] is { } upTo && upTo.ToString() is var counted && counted != told)
                Say($"Players of results up to {told = counted} are counted.");
            return !(bool)now["running"]!;
        });
        Say("All is counted anew.");
        return 0;
    }

    private static string Looked(JsonNode audit) =>
        $"{audit["players"]} players and {audit["quizzes"]} quizzes compared, {audit["differenceCount"]} differences so far";

    private static string Sentence(JsonNode difference)
    {
        var where = new[] { ("quiz", difference["quizId"]), ("player", difference["userId"]) }.Where(of => of.Item2 is not null)
            .Select(of => $" of {of.Item1} {of.Item2}");
        return $"{difference["what"]}{string.Concat(where)}, {difference["figure"]}: kept is {difference["kept"]}, by the results {difference["expected"]}";
    }

    // To the terminal: what a script reads are the differences.
    private static void Say(string sentence) => Console.Error.WriteLine(sentence);

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
