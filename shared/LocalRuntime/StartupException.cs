using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using QuizPlatform.LocalBus;

namespace QuizPlatform.LocalRuntime;

/// <summary>The app cannot start; the sentence says why and what to do. It is all that is printed, and the exit code is 1.</summary>
public sealed class StartupException(string sentence, Exception? inner = null) : Exception(sentence, inner)
{
    private static int _listening;

    // Program.cs is only `builder.Build().Run()`, and Build, AddDatabase and CreateBuilder may fail as well as Run: the one place
    // that sees them all is the process's own handler of unhandled exceptions.
    internal static void StopTheProcessWithItsSentence()
    {
        if (Interlocked.Exchange(ref _listening, 1) == 1)
            return;

        AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
        {
            if (Sentence(unhandled.ExceptionObject as Exception) is not { } sentence)
                return;

            Console.Error.WriteLine(sentence);
            Environment.Exit(1);
        };
    }

    internal static string? Sentence(Exception? exception) => exception switch
    {
        StartupException startup => startup.Message,
        MessageBusException bus => bus.Message,
        OptionsValidationException options => string.Join(" ", options.Failures),
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } setting => setting.Message + " Correct the setting.",
        IOException { InnerException: AddressInUseException } bind => bind.Message
            + " Stop what listens there, or choose another port: by --port or, for start-services.sh, by USERS_PORT, QUIZZES_PORT or RESULTS_PORT.",
        OperationCanceledException => "Stopped before it had started.", // nothing but a signal cancels a start
        AggregateException { InnerExceptions: [var only] } => Sentence(only),
        _ => null,
    };
}
