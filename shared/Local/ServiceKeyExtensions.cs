using Microsoft.Azure.Functions.Worker.Builder;
using QuizPlatform.LocalRuntime;

namespace QuizPlatform.Hosting;

public static class ServiceKeyExtensions
{
    /// <summary>
    /// The function key with which this app calls another one: setting <c>Services:{app}Key</c>, else the one that app keeps in the data directory.
    /// </summary>
    /// <param name="app">E.g. <c>Quizzes</c>.</param>
    public static string ServiceKey(this FunctionsApplicationBuilder builder, string app) =>
        builder.Configuration[$"Services:{app}Key"] is { Length: > 0 } key
            ? key
            : FunctionKeys.Of(DataDirectory.Of(builder.Configuration), app.ToLowerInvariant()).FunctionKey;
}
