using Microsoft.Azure.Functions.Worker.Builder;
using QuizPlatform.Platform;

namespace QuizPlatform.Hosting;

public static class TelemetryExtensions
{
    /// <summary>Traces, metrics and logs by OTLP, where the environment asks for it; the log goes to the console all the same.</summary>
    public static FunctionsApplicationBuilder AddTelemetry(this FunctionsApplicationBuilder builder)
    {
        builder.AddOpenTelemetry(ServiceName.Of(builder.Services))?.WithRequests("/"); // by which it is asked whether it is there
        return builder;
    }
}
