using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using QuizPlatform.Gateway;
using QuizPlatform.Platform;

try
{
    Globalization.Start();
    // Settings lie beside the program, not in whatever folder it is started from.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.AddGateway();
    var app = builder.Build();
    app.UseGateway();
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (Sentence(e) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}

// What whoever starts it can mend is said in a sentence; anything else is a bug and ends with all of its trace.
static string? Sentence(Exception exception) => exception switch
{
    OptionsValidationException settings => string.Join(" ", settings.Failures),
    InvalidDataException file => $"{file.Message} {file.InnerException?.InnerException?.Message ?? file.InnerException?.Message}",
    IOException { InnerException: AddressInUseException } bind => bind.Message + " Stop what listens there, or choose another address with --urls.",
    _ => exception.InnerException is { } inner ? Sentence(inner) : null,
};
