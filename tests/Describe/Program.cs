using System.Text.Json.Nodes;
using QuizPlatform.Describe;

// In the repository's folder: see scripts/describe.sh.
const string Description = "docs/openapi.json", Promised = "docs/promises.txt", Changelog = "CHANGELOG.md";
var text = QuizPlatform.Describe.Description.Text();
await File.WriteAllTextAsync(Description, text);

// What is broken and not declared stays as it was promised, and a test goes on to tell.
var before = File.Exists(Promised) ? File.ReadLines(Promised).ToHashSet(StringComparer.Ordinal) : [];
var now = Promises.Of(JsonNode.Parse(text)!);
var changelog = await File.ReadAllTextAsync(Changelog);
var broken = Promises.Broken(before, now).Where(line => before.Count > 0 && !changelog.Contains($"`{line}`", StringComparison.Ordinal)).ToList();
now.SymmetricExceptWith(broken);
await File.WriteAllLinesAsync(Promised, now);
foreach (var line in broken)
    await Console.Error.WriteLineAsync($"This would break somebody; where it is meant, say so and why in {Changelog}: `{line}`");
return broken.Count == 0 ? 0 : 1;
