using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace QuizPlatform.System.Tests;

/// <summary>
/// The three services as three processes with a data directory of their own, the gateway before them where a test starts it, and what people do with them.
/// </summary>
internal sealed class RunningPlatform : IAsyncDisposable
{
    public const string FunctionKey = "the key of every function in a system test";
    public const string Password = "a long enough sentence 4711";
    private readonly Dictionary<string, string> _changed = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { Timeout = TimeSpan.FromSeconds(100) };
    private int _people;

    public RunningPlatform(params (string Name, string Value)[] settings)
    {
        Dictionary<string, string> Settings()
        {
            var all = new Dictionary<string, string>
            {
                ["Local__DataDirectory"] = Data,
                ["Local__ErasureList"] = Data + ".erasures.log",
                ["Services__Users"] = Users!.Url.ToString().TrimEnd('/'),
                ["Services__Quizzes"] = Quizzes!.Url.ToString().TrimEnd('/'),
                ["Services__Results"] = Results!.Url.ToString().TrimEnd('/'),
                ["Gateway__Key"] = "the key of a gateway in a system test",
                ["Local__FunctionKey"] = FunctionKey,
                ["Services__QuizzesKey"] = FunctionKey,
                ["Services__ResultsKey"] = FunctionKey,
                ["Live__PollMilliseconds"] = "250",
                ["Mail__Folder"] = Mail,
                ["Mail__Site"] = Gateway!.Url.ToString(),
                ["Tokens__Issuer"] = Users!.Url.ToString().TrimEnd('/'),
                ["RateLimits__Enabled"] = "false",
                ["Passwords__Iterations"] = "1000", // people are many here, and hashing is tested elsewhere
            };
            foreach (var (name, value) in settings)
                all[name] = value;
            foreach (var (name, value) in _changed)
                all[name] = value;
            return all;
        }

        Users = new ServiceProcess("Users", Settings);
        Quizzes = new ServiceProcess("Quizzes", Settings);
        Results = new ServiceProcess("Results", Settings);
        var port = ServiceProcess.FreePort();
        Gateway = new ServiceProcess("Gateway", Settings)
        {
            Port = port,
            Arguments = ["--urls", $"http://localhost:{port}"],
            Directory = Path.Combine(ServiceProcess.Root, "gateway", "bin", "Local", "net10.0"),
        };
    }

    public string Data { get; } = Directory.CreateTempSubdirectory("quizplatform-system-").CreateSubdirectory("data").FullName;

    /// <summary>Where letters become files.</summary>
    public string Mail => Path.Combine(Data, "mail");
    public ServiceProcess Users { get; }
    public ServiceProcess Quizzes { get; }
    public ServiceProcess Results { get; }
    public ServiceProcess Gateway { get; }
    public IReadOnlyList<ServiceProcess> All => [Users, Quizzes, Results];

    public static async Task<RunningPlatform> Start(params (string Name, string Value)[] settings)
    {
        var platform = new RunningPlatform(settings);
        await Task.WhenAll(platform.All.Select(service => service.Start()));
        return platform;
    }

    /// <summary>Changes a setting for what is started from now on.</summary>
    public void Set(string name, string value) => _changed[name] = value;

    /// <summary>Fills the stores, before anything runs, as seed.sh does once it has built its program.</summary>
    /// <returns>The program's exit code.</returns>
    public async Task<int> Seed(int players, int quizzes)
    {
        var program = Path.Combine(ServiceProcess.Root, "scripts", "seed", "bin", "Local", "net10.0", "QuizPlatform.Seed.dll");
        using var process = Process.Start("dotnet", [program, Data, $"{players}", $"{quizzes}"]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public Task<Person> Register() => Register($"person{Interlocked.Increment(ref _people)}");

    public async Task<Person> Register(string name)
    {
        var registered = await RegisterAs(name);
        Assert.Equal(HttpStatusCode.Created, registered.Status);
        return await SignIn(name);
    }

    public Task<HttpAnswer> RegisterAs(string name) =>
        Send(HttpMethod.Post, Users, "api/users/register", new { username = name, email = $"{name}@example.com", password = Password });

    /// <summary>The same person with a new token.</summary>
    public Task<Person> SignInAgain(Person person) => SignIn(person.Name);

    /// <summary>The person closes the account.</summary>
    public Task<HttpAnswer> Delete(Person person) =>
        Send(HttpMethod.Delete, Users, "api/users/profile", new { password = Password }, person.Token);

    public Task<HttpAnswer> LogIn(string name) =>
        Send(HttpMethod.Post, Users, "api/users/login", new { email = $"{name}@example.com", password = Password });

    private async Task<Person> SignIn(string name)
    {
        var login = await LogIn(name);
        Assert.Equal(HttpStatusCode.OK, login.Status);
        return new Person(login.Json["user"]!["id"]!.GetValue<string>(), name, login.Json["token"]!.GetValue<string>());
    }

    /// <summary>A published quiz with those right answers, four options each.</summary>
    public async Task<TestQuiz> Publish(Person author, params int[] rightAnswers)
    {
        var answer = await Send(HttpMethod.Post, Quizzes, "api/quizzes", new
        {
            title = "System test quiz",
            description = "Four options each.",
            category = "testing",
            questions = rightAnswers.Select((right, i) => new { question = $"Question {i}?", options = new[] { "a", "b", "c", "d" }, correctAnswer = right }),
        }, author.Token);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return new TestQuiz(answer.Json["quiz"]!["id"]!.GetValue<string>(), author.Id, rightAnswers);
    }

    public Task<HttpAnswer> Submit(Person person, TestQuiz quiz, int[] answers, string? key = null) =>
        Send(HttpMethod.Post, Results, "api/results/submit", new { quizId = quiz.Id, answers, timeSpent = 10 }, person.Token, key);

    public Task<HttpAnswer> Get(ServiceProcess service, string path, string? token = null) => Send(HttpMethod.Get, service, path, null, token);

    public async Task<JsonNode> Statistics(Person person) =>
        (await Get(Results, $"api/results/user/{person.Id}", person.Token)).Json["statistics"]!;

    public async Task<JsonNode> Analytics(TestQuiz quiz, Person author) =>
        (await Get(Results, $"api/results/quiz/{quiz.Id}", author.Token)).Json["analytics"]!;

    public async Task<HttpAnswer> Send(
        HttpMethod method, ServiceProcess service, string path, object? body = null, string? token = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(service.Url, path));
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            _ => JsonContent.Create(body),
        };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new HttpAnswer(response.StatusCode, text, response.Headers, response.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>Events that are still stored with their documents, over all three stores.</summary>
    public long UnsentEvents() => new[] { ("users", (string[])["User", "Session"]), ("quizzes", ["Quiz"]), ("results", ["Result"]) }
        .Sum(store => store.Item2.Sum(table => Count(store.Item1, $"SELECT count(*) FROM \"{table}\" WHERE PendingSince IS NOT NULL")));

    /// <summary>Messages that an app has not handled yet, over all three topics.</summary>
    public long UnhandledEvents() => ((string[])["users", "quizzes", "results"]).Sum(topic => Count($"bus/{topic}", "SELECT count(*) FROM delivery"));

    public long Count(string store, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, store + ".db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var service in All.Append(Gateway))
            service.Dispose();
        _http.Dispose();
        Directory.Delete(Path.GetDirectoryName(Data)!, recursive: true);
        return ValueTask.CompletedTask;
    }
}

internal sealed record Person(string Id, string Name, string Token);

internal sealed record TestQuiz(string Id, string AuthorId, int[] RightAnswers)
{
    public int Score(int[] answers) => answers.Where((answer, i) => answer == RightAnswers[i]).Count();

    public int[] Guess(Random random) => [.. RightAnswers.Select(right => random.Next(2) == 0 ? right : random.Next(4))];
}

internal sealed record HttpAnswer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, string? ContentType)
{
    public JsonNode Json => JsonNode.Parse(Text)!;
}
