using Microsoft.Azure.Functions.Worker.Builder;

namespace QuizPlatform.Hosting;

public static class TelemetryExtensions
{
    /// <summary>Nothing: here the log goes to the console, and that is all there is.</summary>
    public static FunctionsApplicationBuilder AddTelemetry(this FunctionsApplicationBuilder builder) => builder;
}
