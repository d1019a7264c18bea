using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// Two quizzes to take at once on a new platform. They are told apart by fixed ids: one that was archived is still there and does not come
/// back.
/// </summary>
public sealed class SampleQuizzes(QuizzesDb quizzes, Catalogue catalogue, IOptions<QuizzesOptions> options, TimeProvider clock) : ILeftover
{
    public const string AuthorId = "quizplatform";
    public const string JavaScriptId = "0190000000007000800000000000000a";
    public const string SystemDesignId = "0190000000007000800000000000000b";

    // At the start, and again should the store not have been there yet; two point reads when there is nothing to do.
    [Function(nameof(SampleQuizzes))]
    public Task Run([TimerTrigger("0 40 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation) => Finish(cancellation);

    public async Task Finish(CancellationToken cancellation)
    {
        await Add(JavaScriptId, JavaScript, cancellation);
        await Add(SystemDesignId, SystemDesign, cancellation);
    }

    private async Task Add(string id, QuizRequest sample, CancellationToken cancellation)
    {
        if (await quizzes.Find(id, cancellation) is not null)
            return;

        var now = clock.GetUtcNow();
        var quiz = Quiz.Draft(id, AuthorId, sample.Content(unfinished: false), now, options.Value.LeaderboardCounts);
        quiz.Publish(now);
        await quizzes.TryAdd(quiz, cancellation); // unless another instance of the app started at the same moment
        catalogue.Changed(id);
    }

    private static QuestionRequest Ask(string question, string[] options, int correct, string because, int points = 1) =>
        new(Question: question, Options: options, Explanation: because, Points: points) { CorrectAnswer = JsonSerializer.SerializeToElement(correct) };

    private static readonly QuizRequest JavaScript = new(
        Title: "JavaScript fundamentals",
        Description: "Values, scope, functions and promises: what every script leans on, whether it knows it or not.",
        Language: "en",
        Difficulty: "beginner",
        Category: "programming",
        Tags: ["javascript", "web", "basics"],
        TimeLimit: 600,
        Questions:
        [
            Ask("Which declaration creates a variable that cannot be assigned a second time?",
                ["var", "let", "const", "static"], 2,
                "const binds the name once. What it is bound to, an object for instance, may still change inside."),
            Ask("What does typeof null give?",
                ["\"null\"", "\"object\"", "\"undefined\"", "\"number\""], 1,
                "A mistake of the first implementation that too many pages relied on to be corrected."),
            Ask("What is the value of 0.1 + 0.2 === 0.3?",
                ["true", "false", "undefined", "It throws a TypeError"], 1,
                "Numbers are binary floating point: 0.1 and 0.2 are rounded, and their sum is 0.30000000000000004."),
            Ask("Which of these values is truthy?",
                ["0", "\"\"", "NaN", "[]"], 3,
                "Every object is truthy, an empty array too. The falsy values are false, 0, -0, 0n, \"\", null, undefined and NaN."),
            Ask("How does === differ from ==?",
                [
                    "It compares objects by their content", "It compares without converting the types first",
                    "It is an older spelling of ==", "It works on numbers only",
                ], 1,
                "== converts operands of different types, so \"1\" == 1 is true; === takes different types for different values."),
            Ask("What is a closure?",
                [
                    "A function together with the variables of the scope it was made in", "A function that calls itself",
                    "A block that ends a loop early", "A class that cannot be extended",
                ], 0,
                "The function can use those variables even after the scope around it has returned.", points: 2),
            Ask("What does [1, 2, 3].map(n => n * 2) do?",
                ["Doubles the numbers in place", "Returns a new array [2, 4, 6]", "Returns 12", "Returns [1, 2, 3, 1, 2, 3]"], 1,
                "map leaves the array alone and collects what the function returns for each element."),
            Ask("In which order does this print?  "
                + """console.log("a"); setTimeout(() => console.log("b"), 0); Promise.resolve().then(() => console.log("c"));""",
                ["a b c", "a c b", "c a b", "b a c"], 1,
                "The script runs to its end, then the promise jobs, and only then the next timer.", points: 2),
            Ask("What does an async function always return?",
                ["Its value", "undefined", "A promise", "A generator"], 2,
                "Returning a value fulfils the promise with it, throwing rejects it."),
            Ask("How does an arrow function find its this?",
                [
                    "It is always the global object", "It is the object the function is called on",
                    "It takes it from the scope it was written in", "It has to be passed as the first argument",
                ], 2,
                "Arrow functions have no this of their own, which makes them good callbacks and poor methods.", points: 2),
        ]);

    private static readonly QuizRequest SystemDesign = new(
        Title: "System design basics",
        Description: "Load, caches, queues and copies: the ideas behind services that stay up when much is asked of them.",
        Language: "en",
        Difficulty: "intermediate",
        Category: "architecture",
        Tags: ["system design", "scalability", "microservices"],
        TimeLimit: 900,
        Questions:
        [
            Ask("What does scaling out (horizontally) mean?",
                ["Moving to a machine with more memory", "Adding machines that share the work", "Raising the time limits", "Compressing the data"], 1,
                "Scaling up makes one machine bigger and ends at the biggest one; scaling out adds more of them."),
            Ask("Why is a service that keeps no state between requests easier to scale?",
                ["It needs no database", "Any instance can answer any request", "Its answers are always cached", "It cannot fail"], 1,
                "A load balancer may then send a request anywhere and instances may come and go."),
            Ask("What is the main job of a load balancer?",
                ["To spread requests over healthy instances", "To encrypt the database", "To store sessions", "To merge log files"], 0,
                "It also stops sending requests to instances whose health check fails."),
            Ask("A cached answer may be older than the data. What does its time to live decide?",
                ["How many clients may read it", "How stale it may become at most", "How large it may be", "How quickly it is written"], 1,
                "A short one costs more reads of the source, a long one shows older data: a choice to be made per answer."),
            Ask("A queue delivers every message at least once. What must its consumer be?",
                ["Faster than the producer", "Written in the same language", "Idempotent: handling a repeat changes nothing more", "The only consumer"], 2,
                "A message that was handled but not yet acknowledged when the consumer crashed comes again.", points: 2),
            Ask("What does the CAP theorem say about a network partition?",
                [
                    "A store cannot then stay both consistent and available", "A store must have three copies",
                    "Writes are faster than reads", "Partitions cannot be detected",
                ], 0,
                "A node cut off from the others either answers with what it has or refuses until it can be sure.", points: 2),
            Ask("What is gained when every service has its own database?",
                [
                    "Joins across services become cheap", "No service depends on another's tables, so each can change and be deployed alone",
                    "Less storage is used", "Transactions span all services",
                ], 1,
                "The price is that data of several services comes together by calls and events instead of joins."),
            Ask("Calls to a failing service are stopped for a while instead of piling up. What is the pattern called?",
                ["Circuit breaker", "Sharding", "Blue-green deployment", "Fan-out"], 0,
                "It gives the failing service time to recover, and the caller a quick answer to work with."),
            Ask("What does an index speed up, and at which price?",
                [
                    "Writes, at the price of slower reads", "Reads that filter or sort by it, at the price of slower writes and more space",
                    "Backups, at the price of memory", "Nothing on tables with a primary key",
                ], 1,
                "Every write has to keep the index up to date as well."),
            Ask("The 99th percentile of the response time is 800 ms. What does that say?",
                [
                    "The average is 800 ms", "One request in a hundred takes 800 ms or longer",
                    "99 users are served at once", "The slowest request took 800 ms",
                ], 1,
                "Averages hide the slow requests, and somebody who sends many requests meets them soon.", points: 2),
        ]);
}
