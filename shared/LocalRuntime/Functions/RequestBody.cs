using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace QuizPlatform.LocalRuntime.Functions;

internal static class RequestBody
{
    /// <summary>As the worker's [FromBody]: whatever is wrong with the body is an InvalidOperationException, and nothing is validated.</summary>
    public static async ValueTask<object> Read(Invocation invocation, ParameterInfo parameter)
    {
        try
        {
            return await invocation.Http!.Request.ReadFromJsonAsync(parameter.ParameterType, invocation.CancellationToken)
                ?? throw new InvalidOperationException($"The body is null, but '{parameter.Name}' needs a value.");
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"The body is not JSON of the type of '{parameter.Name}'.", e);
        }
    }
}
