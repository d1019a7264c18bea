using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
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

        if (parameter == function.Body)
            return Expression.Convert(Of(nameof(Invocation.Body)), type);
        if (type == typeof(FunctionContext))
            return Expression.Convert(invocation, type);
        if (type == typeof(CancellationToken))
            return Of(nameof(Invocation.CancellationToken));

        return function.Trigger switch
        {
            HttpTriggerAttribute when type == typeof(HttpRequest) => Call(nameof(Arguments.Request)),
            HttpTriggerAttribute when parameter != function.TriggerParameter => Route(function, parameter, invocation),
            TimerTriggerAttribute when type == typeof(TimerInfo) => Of(nameof(Invocation.Timer)),
            ServiceBusTriggerAttribute { IsBatched: false } when type == typeof(string) => Call(nameof(Arguments.Text)),
            ServiceBusTriggerAttribute { IsBatched: false } when type == typeof(byte[]) => Call(nameof(Arguments.Bytes)),
            ServiceBusTriggerAttribute { IsBatched: true } when type == typeof(string[]) => Call(nameof(Arguments.Texts)),
            _ => throw CannotBind(function, parameter),
        };
    }

    private static MethodCallExpression Route(Function function, ParameterInfo parameter, Expression invocation)
    {
        var name = Expression.Constant(parameter.Name);
        if (parameter.ParameterType == typeof(string))
            return Expression.Call(typeof(Arguments), nameof(Arguments.RouteText), null, invocation, name);

        var value = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (!value.IsValueType || !value.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>)))
            throw CannotBind(function, parameter);

        var read = value == parameter.ParameterType ? nameof(Arguments.RouteValue) : nameof(Arguments.OptionalRouteValue);
        return Expression.Call(typeof(Arguments), read, [value], invocation, name);
    }

    private static Expression Answer(Function function, Expression call)
    {
        var type = call.Type;
        var result = type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : null;

        if (typeof(IActionResult).IsAssignableFrom(result ?? type))
            throw new StartupException($"Function {function.Name} returns an IActionResult, which needs all of MVC; the local runtime executes an IResult only. Return one from TypedResults.");
        if (type == typeof(void))
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        if (result is not null)
            return Expression.Call(typeof(Answers), nameof(Answers.Of), [result], call);
        if (typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask))
            return Expression.Call(typeof(Answers), nameof(Answers.Of), null, call);

        return Expression.New(typeof(ValueTask<object?>).GetConstructor([typeof(object)])!, Expression.Convert(call, typeof(object)));
    }

    private static StartupException CannotBind(Function function, ParameterInfo parameter)
        => new($"Function {function.Name}: the runtime does not know what to give for parameter '{parameter.ParameterType.Name} {parameter.Name}'.");
}
