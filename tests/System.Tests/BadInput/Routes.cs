using System.Text.Json.Nodes;

namespace QuizPlatform.System.Tests.BadInput;

/// <summary>Every route of the three apps.</summary>
internal static class Routes
{
    private static readonly Parameter[] Paging = [new("limit", Kind.Number), new("cursor", Kind.Cursor)];

    public static readonly IReadOnlyList<Route> All =
    [
        new("Users", "GET", "health"),
        new("Users", "GET", ".well-known/jwks.json"),
        new("Users", "GET", ".well-known/openid-configuration"),
        new("Users", "POST", "api/users/register")
        {
            Body = stage => new()
            {
                ["username"] = $"bad{stage.Next()}",
                ["email"] = $"bad{stage.Next()}@example.com",
                ["password"] = Stage.Password,
                ["displayName"] = "Somebody",
            },
            Required = ["username", "email", "password"],
            Good = [201],
            Makes = "users.User",
            Bodies = stage =>
            [
                new("an address that is taken", "email", $"\"{stage.Player.Name.ToUpperInvariant()}@EXAMPLE.com\"", 409, "email"),
                new("a name that is taken", "username", $"\"{stage.Player.Name.ToUpperInvariant()}\"", 409, "username"),
                new("no address", "email", "\"somebody\"", 400, "email"),
                new("an address of two lines", "email", "\"a@example.com\\r\\nBcc: b@example.com\"", 400, "email"),
                new("a name with a slash", "username", "\"../admin\"", 400, "username"),
                new("a short password", "password", "\"kV7#x\"", 400, "password"),
                new("a long password", "password", $"\"{new string('x', 129)}\"", 400, "password"),
                new("a common password", "password", "\"password1\"", 400, "password"),
                new("a name that turns the text about", "displayName", "\"\\u202Egnp.exe\"", 400, "displayName"),
                new("a name of nothing visible", "displayName", "\"\\u200D\"", 400, "displayName"),
            ],
        },
        new("Users", "GET", "api/users/guest"),
        new("Users", "GET", "api/users/letters"),
        new("Users", "POST", "api/users/guest")
        {
            Body = _ => new() { ["displayName"] = "Somebody" },
            Good = [201],
            Makes = "users.User",
            Bodies = _ =>
            [
                new("a name that turns the text about", "displayName", "\"\\u202Egnp.exe\"", 400, "displayName"),
                new("a name of nothing visible", "displayName", "\"\\u200D\"", 400, "displayName"),
            ],
        },
        new("Users", "POST", "api/users/password/forgotten")
        {
            Body = _ => new() { ["email"] = "nobody@example.com" },
            Required = ["email"],
            Good = [202],
            Bodies = _ => [new("what is no address", "email", "\"nobody\"", 400, "email"), new("a blank address", "email", "\" \"", 400, "email")],
        },
        new("Users", "POST", "api/users/password/reset")
        {
            Body = _ => new() { ["token"] = $"{Stage.Unknown}.{Stage.Unknown}.{new string('A', 43)}", ["password"] = "battery-staple-anew" },
            Required = ["token", "password"],
            Odd = new() { ["token"] = [400, 422] },
            Good = [422], // nobody was sent that link
            Bodies = _ => [new("a weak password", "password", "\"1234567\"", 400, "password"), new("an empty token", "token", "\"\"", 400, "token")],
        },
        new("Users", "POST", "api/users/email/confirm")
        {
            Body = _ => new() { ["token"] = $"{Stage.Unknown}.{Stage.Unknown}.{new string('A', 43)}" },
            Required = ["token"],
            Odd = new() { ["token"] = [400, 422] },
            Good = [422], // nobody was sent that link
            Bodies = _ => [new("an empty token", "token", "\"\"", 400, "token")],
        },
        new("Users", "POST", "api/users/email/undo")
        {
            Body = _ => new() { ["token"] = $"{Stage.Unknown}.{Stage.Unknown}.{new string('A', 43)}", ["password"] = "battery-staple-anew" },
            Required = ["token", "password"],
            Odd = new() { ["token"] = [400, 422] },
            Good = [422], // nobody was sent that link
            Bodies = _ => [new("a weak password", "password", "\"1234567\"", 400, "password"), new("an empty token", "token", "\"\"", 400, "token")],
        },
        new("Users", "POST", "api/users/email/confirmation") { As = stage => stage.Stranger, Good = [202, 429] },
        new("Users", "POST", "api/users/login")
        {
            Body = stage => new() { ["email"] = $"{stage.Signer.Name}@example.com", ["password"] = Stage.Password },
            Required = ["email", "password"],
            Odd = new() { ["email"] = [400, 401, 429], ["password"] = [400, 401, 429] }, // too long, or just not the right one
            Makes = "users.Session",
            Bodies = _ =>
            [
                new("an unknown name", "email", "\"nobody@example.com\"", 401),
                new("what is no name", "email", "\"' OR 1=1 --\"", 401),
                new("a blank name", "email", "\" \"", 400, "email"),
                new("an empty password", "password", "\"\"", 400, "password"),
            ],
        },
        new("Users", "POST", "api/users/login/passkey/options"),
        new("Users", "POST", "api/users/login/passkey")
        {
            Body = _ => new() { ["state"] = "e30.e30.c2ln", ["credential"] = new JsonObject() },
            Required = ["state", "credential"],
            Odd = new() { ["state"] = [400, 401] },
            Good = [401], // nobody was asked that
            Bodies = _ => [new("a passkey that is a text", "credential", "\"AAAA\"", 400, "credential")],
        },
        new("Users", "GET", "api/users/passkeys") { As = stage => stage.Player },
        new("Users", "POST", "api/users/passkeys/options")
        {
            As = stage => stage.Stranger,
            Body = _ => new() { ["password"] = "not the password of anybody" },
            Required = ["password"],
            Odd = new() { ["password"] = [403, 429] },
            Good = [403, 429],
        },
        new("Users", "POST", "api/users/passkeys")
        {
            As = stage => stage.Player,
            Body = _ => new() { ["name"] = "My phone", ["state"] = "e30.e30.c2ln", ["credential"] = new JsonObject() },
            Required = ["name", "state", "credential"],
            Odd = new() { ["state"] = [400, 422] },
            Good = [422], // nobody was asked that
            Bodies = _ =>
            [
                new("a name that turns the text about", "name", "\"\\u202Egnp.exe\"", 400, "name"),
                new("a passkey that is a text", "credential", "\"AAAA\"", 400, "credential"),
            ],
        },
        new("Users", "PUT", "api/users/passkeys/{id}")
        {
            As = stage => stage.Player,
            Id = _ => Stage.Unknown,
            Body = _ => new() { ["name"] = "My phone" },
            Required = ["name"],
            Good = [404], // nobody has that
        },
        new("Users", "DELETE", "api/users/passkeys/{id}")
        {
            As = stage => stage.Player,
            Id = _ => Stage.Unknown,
            Body = _ => new() { ["password"] = "not the password of anybody" },
            Odd = new() { ["password"] = [404] }, // which is looked at for one that is there
            Good = [404],
        },
        new("Users", "GET", "api/users/second-factor") { As = stage => stage.Player },
        new("Users", "POST", "api/users/second-factor/options")
        {
            As = stage => stage.Stranger,
            Body = _ => new() { ["password"] = "not the password of anybody" },
            Required = ["password"],
            Odd = new() { ["password"] = [403, 429] },
            Good = [403, 429],
        },
        new("Users", "PUT", "api/users/second-factor")
        {
            As = stage => stage.Player,
            Body = _ => new() { ["state"] = "e30.e30.c2ln", ["code"] = "123456" },
            Required = ["state", "code"],
            Odd = new() { ["state"] = [400, 422], ["code"] = [400, 422] },
            Good = [422], // nobody was asked that
        },
        new("Users", "DELETE", "api/users/second-factor")
        {
            As = stage => stage.Stranger,
            Body = _ => new() { ["password"] = "not the password of anybody", ["code"] = "123456" },
            Required = ["password"], // the code is looked at after it
            Odd = new() { ["password"] = [403, 429], ["code"] = [403, 429] },
            Good = [403, 429],
        },
        new("Users", "POST", "api/users/second-factor/recovery-codes")
        {
            As = stage => stage.Stranger,
            Body = _ => new() { ["password"] = "not the password of anybody", ["code"] = "123456" },
            Required = ["password"],
            Odd = new() { ["password"] = [403, 429], ["code"] = [403, 429] },
            Good = [403, 429],
        },
        new("Users", "POST", "api/users/login/organisation")
        {
            Body = _ => new() { ["idToken"] = "a.b.c", ["nonceSecret"] = new string('A', 43) },
            Required = ["idToken", "nonceSecret"],
            Odd = new() { ["idToken"] = [400, 501], ["nonceSecret"] = [400, 501] },
            Good = [501], // there is no organisation
            Bodies = _ => [new("a short secret", "nonceSecret", "\"A\"", 400, "nonceSecret"), new("an empty token", "idToken", "\"\"", 400, "idToken")],
        },
        new("Users", "GET", "api/users/organisation") { As = stage => stage.Player },
        new("Users", "POST", "api/users/organisation")
        {
            As = stage => stage.Player,
            Body = _ => new() { ["idToken"] = "a.b.c", ["nonceSecret"] = new string('A', 43) },
            Required = ["idToken", "nonceSecret"],
            Odd = new() { ["idToken"] = [400, 501], ["nonceSecret"] = [400, 501] },
            Good = [501], // there is no organisation
        },
        new("Users", "DELETE", "api/users/organisation") { As = stage => stage.Player, Good = [204, 403] }, // 403: not signed in just now
        new("Users", "POST", "api/users/refresh")
        {
            Body = _ => new() { ["refreshToken"] = $"{new string('0', 32)}.{new string('0', 32)}.{new string('A', 43)}" },
            Required = ["refreshToken"],
            Odd = new() { ["refreshToken"] = [401] },
            Good = [401],
        },
        new("Users", "POST", "api/users/logout") { As = stage => stage.Leaver, Query = [new("everywhere", Kind.Enum)] },
        new("Users", "GET", "api/users/sessions") { As = stage => stage.Player },
        new("Users", "DELETE", "api/users/sessions/{id}") { As = stage => stage.Player, Id = _ => Stage.Unknown },
        new("Users", "GET", "api/users/profile") { As = stage => stage.Player },
        new("Users", "PATCH", "api/users/profile")
        {
            As = stage => stage.Editor,
            IfMatch = true,
            Body = stage => new()
            {
                ["displayName"] = "Somebody else",
                ["email"] = $"{stage.Editor.Name}@example.com",
                ["password"] = Stage.Password,
                ["currentPassword"] = Stage.Password,
            },
            Required = ["currentPassword"],
            Odd = new() { ["currentPassword"] = [403, 429] },
            Bodies = _ => [new("a common password", "password", "\"password1\"", 400, "password")],
        },
        new("Users", "DELETE", "api/users/profile")
        {
            As = stage => stage.Leaver,
            Body = _ => new() { ["password"] = "not the password of anybody" }, // with the right one, the first request would be the last
            Required = ["password"],
            Odd = new() { ["password"] = [403, 429] },
            Good = [403, 429],
        },
        new("Users", "GET", "api/users/profile/export") { As = stage => stage.Player },
        new("Users", "GET", "api/users")
        {
            As = stage => stage.Admin,
            Stranger = 403,
            Query = [new("search", Kind.Text), new("limit", Kind.Number)],
            Good = [200, 400], // without a text to look for
        },
        new("Users", "PUT", "api/users/{id}/roles")
        {
            As = stage => stage.Admin,
            Stranger = 403,
            Id = stage => stage.Leaver.Id,
            Body = _ => new() { ["roles"] = new JsonArray("player") },
            Required = ["roles"],
            Bodies = _ => [new("an unknown role", "roles", "[\"root\"]", 400, "roles")],
        },
        new("Users", "DELETE", "api/users/{id}") { As = stage => stage.Admin, Stranger = 403, Id = stage => stage.Leaver.Id },
        new("Users", "DELETE", "api/users/{id}/second-factor") { As = stage => stage.Admin, Stranger = 403, Id = stage => stage.Leaver.Id },
        new("Users", "DELETE", "api/users/{id}/sessions") { As = stage => stage.Admin, Stranger = 403, Id = stage => stage.Leaver.Id },
        new("Users", "DELETE", "api/users/{id}/name") { As = stage => stage.Admin, Stranger = 403, Id = stage => stage.Leaver.Id },
        new("Users", "POST", "api/users/{id}/reports")
        {
            Id = stage => stage.Player.Id,
            Body = _ => new() { ["reason"] = "offensive", ["text"] = "It is rude." },
            Required = ["reason"],
            Good = [202],
            Bodies = _ => [new("an unknown reason", "reason", "\"because\"", 400, "reason")],
        },
        new("Users", "GET", "api/users/reports") { As = stage => stage.Admin, Stranger = 403, Query = [.. Paging, new("state", Kind.Enum)] },
        new("Users", "PUT", "api/users/reports/{id}/closed")
        {
            As = stage => stage.Admin,
            Stranger = 403,
            Id = _ => Stage.Unknown,
            Body = _ => new() { ["note"] = "A note." },
            Good = [404],
        },
        new("Users", "POST", "api/users/signing-keys") { As = stage => stage.Admin, Stranger = 403 },

        new("Quizzes", "GET", "health"),
        new("Quizzes", "GET", "api/quizzes")
        {
            Query =
            [
                .. Paging, new("search", Kind.Text), new("category", Kind.Text), new("tag", Kind.Text), new("author", Kind.Text),
                new("difficulty", Kind.Enum), new("featured", Kind.Enum),
            ],
        },
        new("Quizzes", "GET", "api/quizzes/{id}")
        {
            Id = stage => stage.Quiz.Id,
            Query = [new("view", Kind.Enum)],
            Queries = [new("view=author", 401), new("view=player", 401)],
        },
        new("Quizzes", "POST", "api/quizzes")
        {
            As = stage => stage.Player,
            IdempotencyKey = true,
            Body = _ => Quiz(),
            Required = ["title", .. QuizFields],
            Good = [201],
            Makes = "quizzes.Quiz",
            Bodies = _ => QuizCases,
        },
        new("Quizzes", "POST", "api/quizzes/import")
        {
            As = stage => stage.Player,
            Always = "format=gift",
            Query = [new("dryRun", Kind.Enum), new("onError", Kind.Enum), new("charset", Kind.Enum), new("shuffleOptions", Kind.Enum)],
        },
        new("Quizzes", "GET", "api/quizzes/{id}/export")
        {
            As = stage => stage.Author,
            Stranger = 403,
            Id = stage => stage.Quiz.Id,
            Always = "format=gift",
            Query = [new("lossy", Kind.Enum)],
            Queries = [new("questions=elsewhere", 400, "questions")],
        },
        new("Quizzes", "PUT", "api/quizzes/{id}")
        {
            As = stage => stage.Player,
            Stranger = 403,
            Id = stage => stage.EditedQuiz.Id,
            IfMatch = true,
            Body = _ => Quiz(),
            Required = ["title", .. QuizFields],
            Makes = "quizzes.QuizVersion", // the version it replaces is kept
            Bodies = _ => [.. QuizCases, new("a question of another quiz", "questions[0].id", "\"elsewhere\"", 400, "questions[0].id")],
        },
        new("Quizzes", "POST", "api/quizzes/{id}/copy")
        {
            As = stage => stage.Author,
            Stranger = 403,
            Id = stage => stage.Quiz.Id,
            IdempotencyKey = true,
            Good = [201],
            Makes = "quizzes.Quiz",
        },
        new("Quizzes", "POST", "api/quizzes/{id}/preview")
        {
            As = stage => stage.Author,
            Stranger = 403,
            Id = stage => stage.Quiz.Id,
            Body = _ => new() { ["answers"] = new JsonArray(0) },
            Required = ["answers"],
        },
        new("Quizzes", "POST", "api/quizzes/{id}/publish") { As = stage => stage.Author, Stranger = 403, Id = stage => stage.Quiz.Id },
        new("Quizzes", "PUT", "api/quizzes/{id}/settings")
        {
            As = stage => stage.Player,
            Stranger = 403,
            Id = stage => stage.EditedQuiz.Id,
            IfMatch = true,
            Body = _ => new() { ["leaderboardCounts"] = "unaided", ["guests"] = true, ["guestNames"] = "own", ["reveal"] = "never" },
            Bodies = _ =>
            [
                new("a rule that is none", "reveal", "\"soon\"", 400, "reveal"),
                new("a close that is no time", "revealAt", "\"tomorrow\"", 400),
                new("no time to close at", "reveal", "\"afterClose\"", 400, "revealAt"),
                new("a time of a rule without one", "revealAt", "\"2026-12-24T18:00:00Z\"", 400, "revealAt"),
                new("another rule for boards than it had", "leaderboardCounts", "\"best\"", 422),
            ],
        },
        new("Quizzes", "PUT", "api/quizzes/{id}/featured")
        {
            As = stage => stage.Admin,
            Stranger = 403,
            Id = stage => stage.EditedQuiz.Id,
            Body = _ => new() { ["featured"] = true },
            Required = ["featured"],
        },
        new("Quizzes", "PUT", "api/quizzes/{id}/hidden")
        {
            As = stage => stage.Admin,
            Stranger = 403,
            Id = stage => stage.EditedQuiz.Id,
            Body = _ => new() { ["hidden"] = false, ["note"] = "A note." }, // the other routes need it
            Required = ["hidden"],
            Bodies = _ => [new("a note of control characters", "note", "\"a\\u0007b\"", 400, "note")],
        },
        new("Quizzes", "POST", "api/quizzes/{id}/reports")
        {
            Id = stage => stage.EditedQuiz.Id,
            Body = _ => new() { ["reason"] = "offensive", ["text"] = "It is rude." },
            Required = ["reason"],
            Good = [202],
            Bodies = _ => [new("an unknown reason", "reason", "\"because\"", 400, "reason")],
        },
        new("Quizzes", "GET", "api/quizzes/reports") { As = stage => stage.Admin, Stranger = 403, Query = [.. Paging, new("state", Kind.Enum)] },
        new("Quizzes", "PUT", "api/quizzes/reports/{id}/closed")
        {
            As = stage => stage.Admin,
            Stranger = 403,
            Id = _ => Stage.Unknown,
            Body = _ => new() { ["note"] = "A note." },
            Good = [404],
        },
        new("Quizzes", "DELETE", "api/quizzes/{id}") { As = stage => stage.Author, Stranger = 403, Id = stage => stage.Quiz.Id },
        new("Quizzes", "GET", "api/quizzes/categories"),
        new("Quizzes", "GET", "api/quizzes/stats/overview"),
        new("Quizzes", "GET", "api/internal/quizzes/{id}/answer-key")
        {
            Keyed = true,
            Id = stage => stage.Quiz.Id,
            Query = [new("version", Kind.Number)],
            Queries = [new("version=99", 404)],
        },

        new("Results", "GET", "health"),
        new("Results", "POST", "api/internal/boards/changed")
        {
            Keyed = true,
            Body = _ => new() { ["boards"] = new JsonArray(new JsonObject { ["period"] = "all", ["limits"] = new JsonArray(10) }) },
            Required = ["boards", "boards[0].period", "boards[0].limits"],
        },
        new("Results", "POST", "api/results/submit")
        {
            As = stage => stage.Player,
            IdempotencyKey = true,
            Body = stage => new()
            {
                ["quizId"] = stage.Quiz.Id,
                ["answers"] = new JsonArray(1, 0, 3),
                ["timeSpent"] = 10,
                ["quizVersion"] = 1,
                ["userId"] = stage.Player.Id,
            },
            Required = ["quizId", "answers"],
            Odd = new() { ["userId"] = [403] },
            Good = [201],
            Makes = "results.Result",
            Bodies = stage =>
            [
                new("somebody else", "userId", $"\"{stage.Admin.Id}\"", 403),
                new("an unknown quiz", "quizId", $"\"{Stage.Unknown}\"", 404),
                new("what is no quiz", "quizId", "\"../../etc/passwd\"", 404),
                new("a version to come", "quizVersion", "99", 404),
                new("version 0", "quizVersion", "0", 400, "quizVersion"),
                new("a year on a quiz", "timeSpent", "31536000", 400, "timeSpent"),
                new("too many answers", "answers", "[0,0,0,0]", 400, "answers"),
                new("far too many answers", "answers", List(100_000, _ => "0"), 400, "answers"),
                new("an option that is not there", "answers", "[0,4]", 400, "answers[1]"),
                new("an answer of another kind", "answers", "[0,{\"questionId\":\"q1\",\"answer\":0}]", 400, "answers[1]"),
                new("an unknown question", "answers", "[{\"questionId\":\"q99\",\"answer\":0}]", 400, "answers[0].questionId"),
                new("a question of half a character", "answers", "[{\"questionId\":\"\\ud800\",\"answer\":0}]", 400, "answers"),
                new("an answer named with half a character", "answers", "[{\"\\ud800\":\"q1\",\"answer\":0}]", 400, "answers"),
                new("a question of a number", "answers", "[{\"questionId\":1,\"answer\":0}]", 400, "answers[0]"),
                new("a question answered twice", "answers", "[{\"questionId\":\"q1\",\"answer\":0},{\"questionId\":\"q1\",\"answer\":1}]", 400, "answers[1]"),
                new("two answers in one", "answers", "[{\"questionId\":\"q1\",\"answer\":0,\"answer\":1}]", 400, "answers"),
            ],
        },
        new("Results", "GET", "api/results/{id}") { As = stage => stage.Player, Stranger = 404, Id = stage => stage.ResultId },
        new("Results", "GET", "api/results/user/{id}") { As = stage => stage.Player, Id = stage => stage.Player.Id, Query = Paging },
        new("Results", "POST", "api/results/recounts") { As = stage => stage.Admin, Stranger = 403, Good = [202] },
        new("Results", "GET", "api/results/recounts/latest") { As = stage => stage.Admin, Stranger = 403 },
        new("Results", "POST", "api/results/audits") { As = stage => stage.Admin, Stranger = 403, Good = [202], Query = [new("percent", Kind.Number)] },
        new("Results", "GET", "api/results/audits/latest") { As = stage => stage.Admin, Stranger = 403, Good = [200, 404] },
        new("Results", "GET", "api/results/quiz/{id}") { As = stage => stage.Player, Id = stage => stage.Quiz.Id },
        new("Results", "GET", "api/results/quiz/{id}/export")
        {
            As = stage => stage.Author,
            Stranger = 403,
            Id = stage => stage.Quiz.Id,
            Always = "format=csv",
            Query = [new("rows", Kind.Enum), new("gradeFrom", Kind.Enum), new("cursor", Kind.Cursor)],
        },
        new("Results", "GET", "api/leaderboard")
        {
            Query = [.. Paging, new("quizId", Kind.Id), new("period", Kind.Enum), new("around", Kind.Enum)],
            Queries = [new("around=me", 401)],
        },
    ];

    private static string List(int length, Func<int, string> item) => $"[{string.Join(',', Enumerable.Range(0, length).Select(item))}]";

    private static string[] QuizFields => ["questions", "questions[0].question", "questions[0].options", "questions[0].correctAnswer"];

    private static JsonObject Quiz() => new()
    {
        ["title"] = "Bad input",
        ["description"] = "A good one.",
        ["language"] = "en-GB",
        ["textFormat"] = "markdown",
        ["difficulty"] = "advanced",
        ["category"] = "testing",
        ["tags"] = new JsonArray("tests"),
        ["timeLimit"] = 60,
        ["passPercentage"] = 50,
        ["scoring"] = new JsonObject { ["partialCredit"] = "rightMinusWrong", ["wrongPenalty"] = 0.25 },
        ["settings"] = new JsonObject { ["leaderboardCounts"] = "unaided" },
        ["draft"] = false,
        ["questions"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "single",
                ["question"] = "2 + 2?",
                ["options"] = new JsonArray("3", "4", "5", "6"),
                ["correctAnswer"] = 1,
                ["explanation"] = "Count.",
                ["points"] = 2,
            },
            JsonNode.Parse("""
                {"type":"numeric","question":"g?","correctAnswer":9.81,"tolerance":0.05,"toleranceType":"absolute","unit":"m/s²",
                "alsoAccepted":[{"value":10,"tolerance":0.1,"toleranceType":"relative","credit":0.5}]}
                """),
            JsonNode.Parse("""
                {"type":"matching","question":"When?","prompts":["War","Wall"],"options":["1914","1989"],"correctAnswer":[0,1],
                "partialCredit":"proportional"}
                """),
            JsonNode.Parse("""
                {"type":"gaps","question":"[[1]] has [[2]]","gaps":[{"kind":"text","correctAnswer":"Paris","alsoAccepted":[{"text":"Lutetia","credit":1}],
                "caseSensitive":true,"ignoreAccents":true,"wildcards":true},{"kind":"choice","options":["bridges","hills"],"correctAnswer":0}]}
                """)),
    };

    private static BodyCase[] QuizCases =>
    [
        new("a blank title", "title", "\" \\t \"", 400, "title"),
        new("a title of 201 characters", "title", $"\"{new string('x', 201)}\"", 400, "title"),
        new("an unknown difficulty", "difficulty", "\"impossible\"", 400, "difficulty"),
        new("no language tag", "language", "\"English, please\"", 400, "language"),
        new("an unknown format of texts", "textFormat", "\"html\"", 400, "textFormat"),
        new("9 seconds", "timeLimit", "9", 400, "timeLimit"),
        new("an unknown rule for boards", "settings", "{\"leaderboardCounts\":\"worst\"}", 400, "settings.leaderboardCounts"),
        new("more than a day", "timeLimit", "86401", 400, "timeLimit"),
        new("101 per cent", "passPercentage", "101", 400, "passPercentage"),
        new("more of a penalty than points", "scoring.wrongPenalty", "1.01", 400, "scoring.wrongPenalty"),
        new("no word for credit", "scoring.partialCredit", "\"half\"", 400, "scoring.partialCredit"),
        new("11 tags", "tags", List(11, i => $"\"t{i}\""), 400, "tags"),
        new("a tag of 41 characters", "tags", $"[\"{new string('x', 41)}\"]", 400, "tags[0]"),
        new("no questions", "questions", "[]", 400, "questions"),
        new("201 questions", "questions", List(201, _ => """{"question":"?","options":["a","b"],"correctAnswer":0}"""), 400, "questions"),
        new("an unknown type", "questions[0].type", "\"essay\"", 400, "questions[0].type"),
        new("one option", "questions[0].options", "[\"a\"]", 400, "questions[0].options"),
        new("21 options", "questions[0].options", List(21, i => $"\"{i}\""), 400, "questions[0].options"),
        new("options that differ in blanks", "questions[0].options", "[\"a\",\" a \",\"b\"]", 400, "questions[0].options"),
        new("an answer that is not there", "questions[0].correctAnswer", "4", 400, "questions[0].correctAnswer"),
        new("no points", "questions[0].points", "0", 400, "questions[0].points"),
        new("a tolerance of a choice", "questions[0].tolerance", "1", 400, "questions[0].tolerance"),
        new("a number of 1e16", "questions[1].correctAnswer", "1e16", 400, "questions[1].correctAnswer"),
        new("a number too small to keep", "questions[1].tolerance", "1e-99", 400, "questions[1].tolerance"),
        new("a prompt without its option", "questions[2].correctAnswer", "[0]", 400, "questions[2].correctAnswer"),
        new("a gap that is not in the text", "questions[3].question", "\"[[1]]\"", 400, "questions[3].question"),
        new("a gap of no kind", "questions[3].gaps[1].kind", "\"riddle\"", 400, "questions[3].gaps[1].kind"),
        new("more credit than there is", "questions[3].gaps[0].alsoAccepted[0].credit", "1.01", 400, "questions[3].gaps[0].alsoAccepted[0].credit"),
    ];
}
