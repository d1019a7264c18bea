using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace QuizPlatform.Testing;

/// <summary>A function, and what starts it.</summary>
public sealed record Function<TTrigger>(string Name, MethodInfo Method, TTrigger Trigger);

/// <summary>An app's functions by what starts them, and as tables to compare with a contract: a line each, in order.</summary>
public static class Functions
{
    public static IEnumerable<Function<TTrigger>> StartedBy<TTrigger>(Assembly app)
        where TTrigger : Attribute =>
        from type in app.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<TTrigger>()
        where trigger is not null
        select new Function<TTrigger>(function.Name, method, trigger);

    /// <summary>E.g. <c>get /api/quizzes Anonymous ListQuizzes</c>.</summary>
    public static IEnumerable<string> Routes(Assembly app) =>
        StartedBy<HttpTriggerAttribute>(app).Select(f => $"{string.Join(',', f.Trigger.Methods!)} /{f.Trigger.Route} {f.Trigger.AuthLevel} {f.Name}")
            .Order(StringComparer.Ordinal);

    /// <summary>E.g. <c>users/quizzes OnUserEvent</c>.</summary>
    public static IEnumerable<string> Subscriptions(Assembly app) =>
        StartedBy<ServiceBusTriggerAttribute>(app).Select(f => $"{f.Trigger.TopicName}/{f.Trigger.SubscriptionName} {f.Name}").Order(StringComparer.Ordinal);

    /// <summary>E.g. <c>0 40 * * * * SampleQuizzes, also at start</c>.</summary>
    public static IEnumerable<string> Timers(Assembly app) =>
        StartedBy<TimerTriggerAttribute>(app).Select(f => $"{f.Trigger.Schedule} {f.Name}{(f.Trigger.RunOnStartup ? ", also at start" : "")}")
            .Order(StringComparer.Ordinal);
}
