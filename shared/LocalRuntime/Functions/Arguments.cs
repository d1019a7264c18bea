using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace QuizPlatform.LocalRuntime.Functions;

/// <summary>What a function's parameters are given; called by compiled delegates.</summary>
internal static class Arguments
{
    public static HttpRequest Request(Invocation invocation) => invocation.Http!.Request;

    public static string Text(Invocation invocation) => invocation.Messages[0].Message.Body;

    public static byte[] Bytes(Invocation invocation) => Encoding.UTF8.GetBytes(Text(invocation));

    public static string[] Texts(Invocation invocation)
    {
        var texts = new string[invocation.Messages.Count];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = invocation.Messages[i].Message.Body;
        return texts;
    }

    public static string? RouteText(Invocation invocation, string name)
        => invocation.Http!.Request.RouteValues[name] switch
        {
            null => null,
            string text => text,
            var value => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    public static T RouteValue<T>(Invocation invocation, string name) where T : struct, IParsable<T>
        => RouteText(invocation, name) is not { } text ? default
            : T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value
            : throw new BadHttpRequestException($"'{name}' is not a {typeof(T).Name}.");

    public static T? OptionalRouteValue<T>(Invocation invocation, string name) where T : struct, IParsable<T>
        => RouteText(invocation, name) is null ? null : RouteValue<T>(invocation, name);
}

/// <summary>Every way to return a value, as one.</summary>
internal static class Answers
{
    public static ValueTask<object?> Of<T>(Task<T> task)
        => task.IsCompletedSuccessfully ? new(task.Result) : Wait(task);

    public static ValueTask<object?> Of<T>(ValueTask<T> task)
        => task.IsCompletedSuccessfully ? new(task.Result) : Wait(task.AsTask());

    public static ValueTask<object?> Of(Task task)
        => task.IsCompletedSuccessfully ? default : WaitForNothing(task);

    public static ValueTask<object?> Of(ValueTask task)
        => task.IsCompletedSuccessfully ? default : WaitForNothing(task.AsTask());

    private static async ValueTask<object?> Wait<T>(Task<T> task) => await task;

    private static async ValueTask<object?> WaitForNothing(Task task)
    {
        await task;
        return null;
    }
}
