using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace QuizPlatform.LocalRuntime.Functions;

/// <summary>Compiles a method to a delegate once, so that no call looks anything up by reflection.</summary>
internal static class Invoker
{
    public static Func<Invocation, ValueTask<object?>> Compile(Function function)
    {
        var method = function.Method;
        var invocation = Expression.Parameter(typeof(Invocation), "invocation");
        var arguments = method.GetParameters().Select(p => Argument(function, p, invocation));
        var call = Expression.Call(method.IsStatic ? null : Instance(method.DeclaringType!, invocation), method, arguments);

        return Expression.Lambda<Func<Invocation, ValueTask<object?>>>(Answer(function, call), invocation).Compile();
    }

    private static Expression Instance(Type type, Expression invocation)
    {
        if (type.GetConstructors() is [var only] && only.GetParameters().Length == 0)
            return Expression.New(only);

        var create = ActivatorUtilities.CreateFactory(type, []);
        var services = Expression.Property(invocation, nameof(Invocation.InstanceServices));

        return Expression.Convert(Expression.Invoke(Expression.Constant(create), services, Expression.Constant(null, typeof(object[]))), type);
    }

    private static Expression Argument(Function function, ParameterInfo parameter, Expression invocation)
    {
        var type = parameter.ParameterType;
        Expression Of(string property) => Expression.Property(invocation, property);
        Expression Call(string helper) => Expression.Call(typeof(Arguments), helper, null, invocation);

        if (type == typeof(FunctionContext))
            return Expression.Convert(invocation, type);
        if (type == typeof(CancellationToken))
            return Of(nameof(Invocation.CancellationToken));

        return function.Trigger switch
        {
            HttpTriggerAttribute when type == typeof(HttpRequest) => Call(nameof(Arguments.Request)),
            HttpTriggerAttribute when type == typeof(string) && parameter != function.TriggerParameter
                => Expression.Call(typeof(Arguments), nameof(Arguments.Route), null, invocation, Expression.Constant(parameter.Name)),
            TimerTriggerAttribute when type == typeof(TimerInfo) => Of(nameof(Invocation.Timer)),
            ServiceBusTriggerAttribute { IsBatched: false } when type == typeof(string) => Call(nameof(Arguments.Text)),
            ServiceBusTriggerAttribute { IsBatched: true } when type == typeof(string[]) => Call(nameof(Arguments.Texts)),
            _ => throw CannotBind(function, parameter),
        };
    }

    // In the worker anything else would be an empty answer, or need all of MVC.
    private static Expression Answer(Function function, Expression call)
    {
        var type = call.Type;
        if (type == typeof(void))
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        if (type == typeof(Task))
            return Expression.Call(typeof(Answers), nameof(Answers.Of), null, call);
        if (typeof(IResult).IsAssignableFrom(type))
            return Expression.New(typeof(ValueTask<object?>).GetConstructor([typeof(object)])!, Expression.Convert(call, typeof(object)));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) && typeof(IResult).IsAssignableFrom(type.GetGenericArguments()[0]))
            return Expression.Call(typeof(Answers), nameof(Answers.Of), type.GetGenericArguments(), call);

        throw new StartupException(
            $"Function {function.Name} returns {type}, but the runtime knows only an IResult (one of TypedResults), at once or as a Task, or nothing.");
    }

    private static StartupException CannotBind(Function function, ParameterInfo parameter)
        => new($"Function {function.Name}: the runtime does not know what to give for parameter '{parameter.ParameterType.Name} {parameter.Name}'.");
}
