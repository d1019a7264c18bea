using System.Globalization;
using System.Text.Json.Nodes;

namespace QuizPlatform.Tools;

/// <summary>Has a running platform do what takes a while, and waits for its end: ./scripts/audit.sh and ./scripts/recount.sh.</summary>
internal static class AdminCommand
{
    private const int Different = 1, Failed = 3;

    /// <param name="args"><c>audit PERCENT</c> or <c>recount</c>.</param>
    /// <returns>The process's exit code: 0, 1 where an audit has found differences, 3 where it could not be done.</returns>
    public static async Task<int> Run(string gateway, string[] args)
    {
        try
        {
            await using var admin = await AdminSession.Begin(Address(gateway), Setting("ADMIN_TOKEN"), Setting("ADMIN_NAME"), Setting("ADMIN_PASSWORD"));
            return args switch
            {
                ["audit", var percent] => await Audit(admin, int.Parse(percent, CultureInfo.InvariantCulture)),
                ["recount"] => await Recount(admin),
                _ => throw new ArgumentException("Run this by audit.sh or recount.sh."),
            };
        }
        catch (AdminException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Failed;
        }
    }

    // A password goes there.
    private static Uri Address(string gateway)
    {
        if (!Uri.TryCreate(gateway, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.AbsolutePath != "/")
            throw new AdminException($"GATEWAY_URL must be an address like https://quiz.example.org, not {gateway}.");
        return address.Scheme == "https" || address.IsLoopback
            ? address
            : throw new AdminException($"GATEWAY_URL must begin with https, or everybody on the way reads the password: {gateway}");
    }

    private static async Task<int> Audit(AdminSession admin, int percent)
    {
        JsonObject audit;
        do
            audit = await OneAudit(admin, percent);
        while (Number(audit, "percent") < percent); // that was somebody else's

        var (count, named) = (Number(audit, "differenceCount"), audit["differences"]!.AsArray());
        foreach (var difference in named)
            Console.WriteLine(Sentence(difference!));
        if (count > named.Count)
            Say($"... and {count - named.Count} more.");
        if (Number(audit, "placesSkipped") is > 0 and var skipped)
            Say($"Places were not compared on {skipped} boards, which have too many players.");
        var looked = $"Of {Number(audit, "players")} players and {Number(audit, "quizzes")} quizzes, {Number(audit, "percent")} of 100,";
        Say(looked + (count == 0
            ? " all is as the results say."
            : $" {count} figures differ. ./scripts/recount.sh counts all of it anew."));
        return count == 0 ? 0 : Different;
    }

    private static async Task<JsonObject> OneAudit(AdminSession admin, int percent)
    {
        var begun = await admin.Post($"/api/results/audits?percent={percent}");
        Say(Number(begun, "percent") != percent || Number(begun, "players") + Number(begun, "quizzes") > 0
            ? $"An audit of {begun["percent"]} of 100, begun at {begun["begunAt"]}, is under way: waiting for its end."
            : "Comparing. It begins within five minutes, or when a recount that is under way has ended.");
        var told = "";
        return await admin.Poll("/api/results/audits/latest", now =>
        {
            var looked = $"{now["players"]} players and {now["quizzes"]} quizzes compared, {now["differenceCount"]} differences so far";
            if (Number(now, "unconfirmed") is > 0 and var unconfirmed)
                looked += $"; something about {unconfirmed} of them is looked at again within some minutes";
            if (looked != told)
                Say(told = looked);
            return now["endedAt"] is not null;
        });
    }

    private static async Task<int> Recount(AdminSession admin)
    {
        await admin.Post("/api/results/recounts");
        Say("Counting anew. It begins within five minutes, and works for the first one and a half of every five.");
        var told = "";
        await admin.Poll("/api/results/recounts/latest", now =>
        {
            if (now["countedUpTo"] is { } upTo && upTo.ToString() is var counted && counted != told)
                Say($"Players of results up to {told = counted} are counted.");
            return now["running"]!.GetValue<bool>() is false;
        });
        Say("All is counted anew.");
        return 0;
    }

    private static int Number(JsonObject of, string name) => of[name]!.GetValue<int>();

    private static string Sentence(JsonNode difference)
    {
        var where = new[] { ("quiz", difference["quizId"]), ("player", difference["userId"]) }.Where(of => of.Item2 is not null)
            .Select(of => $" of {of.Item1} {of.Item2}");
        var (what, by) = ($"{difference["what"]}", (string?)difference["what"] == "places" ? "standings" : "results");
        return $"{what}{string.Concat(where)}, {difference["figure"]}: kept is {difference["kept"]}, by the {by} {difference["expected"]}";
    }

    // To the terminal: what a script reads are the differences.
    private static void Say(string sentence) => Console.Error.WriteLine(sentence);

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
