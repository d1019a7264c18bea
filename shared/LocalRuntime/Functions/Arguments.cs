using Microsoft.AspNetCore.Http;

namespace QuizPlatform.LocalRuntime.Functions;

/// <summary>What a function's parameters are given; called by compiled delegates.</summary>
internal static class Arguments
{
    public static HttpRequest Request(Invocation invocation) => invocation.Http!.Request;

    public static string? Route(Invocation invocation, string name) => invocation.Http!.Request.RouteValues[name] as string;

    public static string Text(Invocation invocation) => invocation.Messages[0].Message.Body;

    public static string[] Texts(Invocation invocation)
    {
        var texts = new string[invocation.Messages.Count];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = invocation.Messages[i].Message.Body;
        return texts;
    }
}

/// <summary>Every way to return a value, as one.</summary>
internal static class Answers
{
    public static ValueTask<object?> Of<T>(Task<T> task)
        => task.IsCompletedSuccessfully ? new(task.Result) : Wait(task);

    public static ValueTask<object?> Of(Task task)
        => task.IsCompletedSuccessfully ? default : WaitForNothing(task);

    private static async ValueTask<object?> Wait<T>(Task<T> task) => await task;

    private static async ValueTask<object?> WaitForNothing(Task task)
    {
        await task;
        return null;
    }
}
