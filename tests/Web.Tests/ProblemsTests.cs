using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Layout;

namespace QuizPlatform.Web.Tests;

/// <summary>What apps refuse is told in the visitor's language.</summary>
public sealed partial class ProblemsTests : PageContext
{
    // What no page brings about, or answers in its own way: by signing in, or by asking again.
    private static readonly string[] Untold =
    [
        "audit.not-found", "auth.refresh-token", "auth.required", "request.content-type", "request.idempotency-key-in-use", "request.idempotency-key-reused",
        "request.if-match-required", "request.invalid", "request.malformed", "request.method-not-allowed", "request.no-body", "request.unreadable",
        "organisation.link", "organisation.no-account", "signing-keys.read-only",
        "export.lossy",
    ];

    // Told by their status.
    private static readonly string[] Plain =
    [
        "auth.forbidden", "internal", "player.not-found", "quiz.not-found", "quiz-version.not-found", "request.conflict", "request.stale", "request.too-large",
        "result.not-found", "session.not-found", "user.not-found",
    ];

    // What nobody types: scripts and links bring it, or there is something to choose.
    private static readonly string[] NeverTyped =
        ["credential", "guestRefreshToken", "hideName", "idToken", "nonceSecret", "refreshToken", "roles", "state", "token"];

    private static string Root => Path.Combine(Path.GetDirectoryName(Here())!, "..", "..");

    private IStringLocalizer<Texts> Texts => Services.GetRequiredService<IStringLocalizer<Texts>>();

    [Fact]
    public void Every_problem_that_people_meet_has_a_sentence()
    {
        var codes = Sources().SelectMany(file => Code().Matches(File.ReadAllText(file))).Select(code => code.Groups[1].Value).Distinct().ToList();

        Assert.InRange(codes.Count, 20, 100);
        Assert.Equal([], codes.Except(Untold).Except(Plain).Where(code => !IsTold(code)));
    }

    [Fact]
    public void Every_problem_of_the_description_has_a_sentence()
    {
        var codes = Named(Description(), "type").OfType<JsonObject>().Select(type => type["enum"]).OfType<JsonArray>()
            .SelectMany(types => types.OfType<JsonValue>()).Select(type => type.ToString())
            .Where(type => type.StartsWith("urn:problem:", StringComparison.Ordinal)).Select(type => type["urn:problem:".Length..]).Distinct().ToList();

        Assert.InRange(codes.Count, 50, 200);
        Assert.Equal([], codes.Except(Untold).Except(Plain).Where(code => !IsTold(code)));
    }

    [Fact]
    public void Every_field_of_an_account_that_somebody_types_has_a_sentence()
    {
        var bodies = Description()["paths"]!.AsObject().Where(path => path.Key.StartsWith("/api/users", StringComparison.Ordinal))
            .SelectMany(path => Named(path.Value!, "requestBody")).SelectMany(body => Named(body, "$ref"))
            .Select(name => Description()["components"]!["schemas"]![name.ToString().Split('/')[^1]]!);
        var fields = bodies.SelectMany(body => body["properties"]!.AsObject().Select(property => property.Key)).Distinct().ToList();

        Assert.InRange(fields.Count, 15, 50);
        Assert.Equal([], fields.Except(NeverTyped).Where(field => !IsTold($"request.invalid.{field}")));
    }

    [Fact]
    public void Every_reason_against_a_password_has_a_sentence()
    {
        var reasons = Sources().Where(file => file.EndsWith("PasswordStrength.cs", StringComparison.Ordinal))
            .SelectMany(file => Reason().Matches(File.ReadAllText(file))).Select(reason => reason.Groups[1].Value).ToList();

        Assert.InRange(reasons.Count, 5, 20);
        Assert.All(reasons, reason => Assert.Contains("Mehrere Wörter", InGerman(() => Problems.Sentence(
            new ApiException("all")
            {
                Status = HttpStatusCode.BadRequest,
                Code = "request.invalid",
                Errors = new Dictionary<string, string[]> { ["password"] = ["own words"] },
                Reasons = new Dictionary<string, string> { ["password"] = reason },
            },
            Texts, "password")), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("auth.forbidden", HttpStatusCode.Forbidden, "Das darfst du nicht. Vielleicht bist du mit einem anderen Konto angemeldet.")]
    [InlineData("quiz.not-found", HttpStatusCode.NotFound, "Das gibt es nicht mehr.")]
    [InlineData("user.last-admin", HttpStatusCode.Conflict, "Diese Rolle muss dir eine andere Person nehmen, die sie auch hat, damit es immer eine gibt.")]
    [InlineData("request.malformed", HttpStatusCode.BadRequest, "own words")]
    public void A_code_goes_before_a_status_and_that_before_the_apps_own_words(string code, HttpStatusCode status, string expected) =>
        Assert.Equal(expected, InGerman(() => Problems.Sentence(new ApiException("own words") { Status = status, Code = code }, Texts)));

    [Theory]
    [InlineData("user.taken", "username", "Dieser Benutzername ist vergeben.")]
    [InlineData("request.invalid", "username", "3 bis 30 Buchstaben, Ziffern, _ . -")]
    [InlineData("request.invalid", "something", "own words")]
    [InlineData("auth.wrong-password", "currentPassword", "Das Passwort ist falsch.")]
    public void A_field_has_a_sentence_of_its_own(string code, string field, string expected)
    {
        var faults = new Faults();

        InGerman(() =>
        {
            var errors = new Dictionary<string, string[]> { [field] = ["own words"] };
            faults.Add(new ApiException("all") { Status = HttpStatusCode.BadRequest, Code = code, Errors = errors }, Texts);
            return "";
        });

        Assert.Equal([expected], faults.Of(field));
    }

    // By itself or by its fields.
    private bool IsTold(string code) =>
        Texts.GetAllStrings().Any(text => $"{text.Name}.".StartsWith($"Problem.{code}.", StringComparison.Ordinal));

    private static JsonObject Description() => JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "docs", "openapi.json")))!.AsObject();

    // All of that name, however deep.
    private static IEnumerable<JsonNode> Named(JsonNode within, string name) => within switch
    {
        JsonObject all => all.Where(part => part.Value is not null).SelectMany(part =>
            part.Key == name ? Named(part.Value!, name).Prepend(part.Value!) : Named(part.Value!, name)),
        JsonArray all => all.OfType<JsonNode>().SelectMany(part => Named(part, name)),
        _ => [],
    };

    private static string InGerman(Func<string> say)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de");
        try
        {
            return say();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static IEnumerable<string> Sources()
    {
        return new[] { "functions", "shared", "gateway" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex("Because\\(\"([a-z-]+)\"")]
    private static partial Regex Reason();

    [GeneratedRegex("\"((?:auth|gateway|quiz|request|service|session|user)\\.[a-z-]+)\"")]
    private static partial Regex Code();
}
