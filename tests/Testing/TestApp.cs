using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using QuizPlatform.Hosting;
using QuizPlatform.LocalRuntime;
using QuizPlatform.LocalRuntime.Timers;
using QuizPlatform.Platform;

namespace QuizPlatform.Testing;

/// <summary>
/// An app as its Program.cs puts it together, on a store of its own, with a clock that stands still and a bus that keeps what it is given. Its
/// functions are made and called as the host does it: each time anew, in a scope of their own, inside the problem middleware.
/// </summary>
public abstract class TestApp<TDb> : IAsyncDisposable
    where TDb : DocumentDb
{
    private readonly TestStore<TDb>? _ownStore;
    private readonly (string, string)[] _settings;
    private readonly Lazy<ServiceProvider> _services;

    /// <param name="store">Another app's: this is then one more instance of it, or the same after a restart.</param>
    /// <param name="settings">With colons; of two for one name the later holds.</param>
    protected TestApp(TestStore<TDb>? store, params (string Name, string Value)[] settings)
    {
        Store = store ?? (_ownStore = new TestStore<TDb>());
        Tokens = new TestTokens(Clock);
        _settings = settings;
        _services = new(Build);
    }

    public TestStore<TDb> Store { get; }
    public TestClock Clock => Store.Clock;
    public SentEvents Sent => Store.Sent;
    public LogLines Logs { get; } = new();

    /// <summary>Believed by apps that do not sign tokens themselves.</summary>
    public TestTokens Tokens { get; }

    public T Get<T>()
        where T : notnull => _services.Value.GetRequiredService<T>();

    /// <param name="user">Who asks: a user id, with roles after colons (<c>ann:author</c>); null for somebody who is not signed in.</param>
    /// <param name="body">An object to send as JSON, or a string to send as it is.</param>
    public HttpRequest Request(string method, string target = "/", object? body = null, string? user = null, params (string Name, string Value)[] headers) =>
        TestHttp.Request(method, target, body, user is null ? null : Tokens.Of(user), headers);

    /// <summary>Calls an HTTP function, and fails where it answers otherwise than <c>docs/openapi.json</c> says.</summary>
    public async Task<Answer> Call<TFunction>(HttpRequest request, Func<TFunction, HttpRequest, Task<IResult>> run)
        where TFunction : class
    {
        await using var scope = _services.Value.CreateAsyncScope();
        request.HttpContext.RequestServices = scope.ServiceProvider;
        var answer = await request.Answer(() => run(Create<TFunction>(scope), request), Get<ProblemMiddleware>());
        Contract.Check(typeof(TFunction).Name, request, answer);
        return answer;
    }

    /// <summary>Runs a function that no client calls, once.</summary>
    public async Task Run<TFunction>(Func<TFunction, Task> run)
        where TFunction : class
    {
        await using var scope = _services.Value.CreateAsyncScope();
        await run(Create<TFunction>(scope));
    }

    /// <summary>Lets a day pass, and runs the timers as they are due, each in a process of its own: nobody else wakes the app.</summary>
    /// <returns>How many runs these were.</returns>
    public async Task<int> RunTimersOfADay()
    {
        var end = Clock.GetUtcNow().AddDays(1);
        var due = Functions.StartedBy<TimerTriggerAttribute>(typeof(TDb).Assembly)
            .SelectMany(timer => Due(Schedule.Parse(timer.Name, timer.Trigger.Schedule), end), (timer, at) => (Function: timer.Method, At: at))
            .OrderBy(run => run.At).ToList();
        foreach (var (function, at) in due)
        {
            Clock.Advance(at - Clock.GetUtcNow());
            await using var process = Build();
            await Invoke(process, function, new TimerInfo());
        }

        return due.Count;
    }

    /// <summary>Delivers messages to every subscription that the app has to the topic: as a batch where its function takes batches.</summary>
    public async Task Deliver(string topic, IReadOnlyList<string> messages, Delivery how = Delivery.AsSent)
    {
        foreach (var function in Functions.StartedBy<ServiceBusTriggerAttribute>(typeof(TDb).Assembly).Where(f => f.Trigger.TopicName == topic))
        {
            foreach (var batch in how.Of(messages))
                await Deliver(function, batch);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_services.IsValueCreated)
            await _services.Value.DisposeAsync();
        if (_ownStore is not null)
            await _ownStore.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The lines of Program.cs that are the app's own, with stand-ins for whom it asks.</summary>
    protected abstract void Add(FunctionsApplicationBuilder builder);

    private IEnumerable<DateTimeOffset> Due(Schedule schedule, DateTimeOffset end)
    {
        for (var at = schedule.After(Clock.GetUtcNow()); at <= end; at = schedule.After(at))
            yield return at;
    }

    private static T Create<T>(AsyncServiceScope scope) => ActivatorUtilities.CreateInstance<T>(scope.ServiceProvider);

    private async Task Deliver(Function<ServiceBusTriggerAttribute> function, string[] batch)
    {
        foreach (var message in function.Trigger.IsBatched ? [batch] : batch.Cast<object>())
            await Invoke(_services.Value, function.Method, message);
    }

    private static async Task Invoke(ServiceProvider process, MethodInfo function, object trigger)
    {
        await using var scope = process.CreateAsyncScope();
        var instance = ActivatorUtilities.CreateInstance(scope.ServiceProvider, function.DeclaringType!);
        await (Task)function.Invoke(instance, [trigger, CancellationToken.None])!;
    }

    private ServiceProvider Build()
    {
        var builder = new LocalHostOptions { FunctionClasses = [], Environment = new Dictionary<string, string?>() }.CreateBuilder();
        builder.Configuration["RateLimits:Enabled"] = "false";
        foreach (var (name, value) in _settings)
            builder.Configuration[name] = value;
        builder.Logging.ClearProviders().AddProvider(Logs);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddSingleton<IDbContextFactory<TDb>>(Store);
        builder.Services.AddScoped(_ => Store.CreateDbContext());
        builder.Services.AddSingleton<IEventSender>(Sent);
        builder.AddPlatform("test");
        Add(builder);
        builder.Services.TryAddSingleton<IKeySet>(Tokens);
        builder.Services.TryAddSingleton<IRevocations>(Tokens);
        return builder.Services.BuildServiceProvider(validateScopes: true);
    }
}
