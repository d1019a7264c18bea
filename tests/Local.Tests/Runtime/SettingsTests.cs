using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QuizPlatform.LocalRuntime;
using QuizPlatform.LocalRuntime.Settings;
using QuizPlatform.Testing;

namespace QuizPlatform.Local.Tests.Runtime;

public sealed class SettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runtime-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_environment_overrides_local_settings()
    {
        var configuration = Configuration(new RuntimeSetup
        {
            LocalSettings = """{ "IsEncrypted": false, "Values": { "Tokens__Issuer": "file", "Tokens:Audience": "file" } }""",
            Environment = new() { ["Tokens__Issuer"] = "environment" },
        });

        Assert.Equal("environment", configuration["Tokens:Issuer"]);
        Assert.Equal("file", configuration["Tokens:Audience"]);
    }

    [Fact]
    public void Only_Values_of_local_settings_are_settings()
    {
        var configuration = Configuration(new RuntimeSetup { LocalSettings = """{ "Host": { "CORS": "*" }, "Values": { "A": "1" } }""" });

        Assert.Equal("1", configuration["A"]);
        Assert.Null(configuration["Host:CORS"]);
    }

    [Theory]
    [InlineData(new[] { "--port", "3009" }, null, "http://127.0.0.1:3009")]
    [InlineData(new[] { "--port", "3009" }, "http://127.0.0.1:3008", "http://127.0.0.1:3009")]
    [InlineData(new[] { "--port", "3009", "--host", "0.0.0.0" }, null, "http://0.0.0.0:3009")]
    [InlineData(new string[0], "http://127.0.0.1:3008", "http://127.0.0.1:3008")]
    [InlineData(new string[0], null, "http://127.0.0.1:3007")]
    public void The_address_comes_from_the_arguments_then_the_environment_then_the_file(string[] arguments, string? urls, string expected)
    {
        var configuration = Configuration(new RuntimeSetup
        {
            LocalSettings = """{ "Host": { "LocalHttpPort": 3007 } }""",
            Environment = new() { ["ASPNETCORE_URLS"] = urls, ["PORT"] = "1", ["HOST"] = "elsewhere" },
        });

        Assert.Equal(expected, LocalSettings.Url(configuration, new LocalHostOptions { Arguments = arguments }));
    }

    [Fact]
    public void The_port_is_7071_if_nobody_says_otherwise()
        => Assert.Equal("http://127.0.0.1:7071", LocalSettings.Url(Configuration(new RuntimeSetup()), new LocalHostOptions()));

    [Theory]
    [InlineData("{ \"version\": ")]
    [InlineData("[1, 2")]
    [InlineData("no json at all")]
    public void A_malformed_host_json_stops_the_start_with_a_sentence_that_names_it(string content)
        => Assert.Contains("host.json is not valid JSON", Refusal(new RuntimeSetup { HostJson = content }));

    [Fact]
    public void A_malformed_local_settings_file_stops_the_start_with_a_sentence_that_names_it()
        => Assert.Contains("local.settings.json is not valid JSON", Refusal(new RuntimeSetup { LocalSettings = "{" }));

    [Theory]
    [InlineData("""{ "extensions": { "serviceBus": { "maxConcurrentCalls": "many" } } }""", "extensions.serviceBus.maxConcurrentCalls")]
    [InlineData("""{ "extensions": { "serviceBus": { "maxMessageBatchSize": 0 } } }""", "extensions.serviceBus.maxMessageBatchSize")]
    [InlineData("""{ "extensions": { "serviceBus": { "maxAutoLockRenewalDuration": 5 } } }""", "extensions.serviceBus.maxAutoLockRenewalDuration")]
    [InlineData("""{ "functionTimeout": "soon" }""", "functionTimeout")]
    [InlineData("""{ "functionTimeout": "00:00:00" }""", "functionTimeout")]
    [InlineData("""{ "functionTimeout": "60.00:00:00" }""", "functionTimeout")]
    [InlineData("""{ "logging": { "logLevel": { "default": "Loud" } } }""", "logging.logLevel.default")]
    public void A_setting_of_the_wrong_type_in_host_json_is_named(string content, string setting)
        => Assert.Contains(setting, Refusal(new RuntimeSetup { HostJson = content }));

    [Theory]
    [InlineData("""{ "extensions": { "serviceBus": { "prefetchCount": 10 } } }""", "extensions.serviceBus.prefetchCount")]
    [InlineData("""{ "extensions": { "queues": { "batchSize": 1 } } }""", "extensions.queues.batchSize")]
    [InlineData("""{ "functionsTimeout": "00:05:00" }""", "functionsTimeout")]
    [InlineData("""{ "retry": { "strategy": "fixedDelay" } }""", "retry.strategy")]
    [InlineData("""{ "logging": { "console": { "isEnabled": false } } }""", "logging.console.isEnabled")]
    public void What_host_json_asks_in_vain_stops_the_start_by_its_name(string content, string setting)
        => Assert.Contains($"{setting} is nothing that the local runtime does", Refusal(new RuntimeSetup { HostJson = content }));

    [Fact]
    public void What_an_override_of_host_json_asks_in_vain_stops_the_start_too()
        => Assert.Contains("extensions.http.hsts.isEnabled", Refusal(
            new RuntimeSetup { Environment = new() { ["AzureFunctionsJobHost__extensions__http__hsts__isEnabled"] = "true" } }));

    [Fact]
    public void What_host_json_says_of_Azure_only_means_nothing_here()
        => Assert.Equal("2.0", Configuration(
            new RuntimeSetup { HostJson = """{ "version": "2.0", "TelemetryMode": "OpenTelemetry", "extensions": { } }""" })["AzureFunctionsJobHost:version"]);

    [Fact]
    public void A_port_that_is_no_port_is_refused()
        => Assert.Contains("LocalHttpPort", Assert.Throws<StartupException>(() => LocalSettings.Url(
            Configuration(new RuntimeSetup { LocalSettings = """{ "Host": { "LocalHttpPort": "http" } }""" }), new LocalHostOptions())).Message);

    [Fact]
    public void The_log_levels_of_host_json_are_honoured()
    {
        var setup = new RuntimeSetup { HostJson = """{ "logging": { "logLevel": { "default": "Warning", "Function.Talks": "Debug" } } }""" };
        using var host = RuntimeApp.Build(setup, _folder.FullName, new LogLines());
        var logs = host.Services.GetRequiredService<ILoggerFactory>();

        Assert.False(logs.CreateLogger("Anything").IsEnabled(LogLevel.Information));
        Assert.True(logs.CreateLogger("Function.Talks").IsEnabled(LogLevel.Debug));
        Assert.False(logs.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Critical));
    }

    [Fact]
    public void A_setting_named_in_a_trigger_must_be_there()
        => Assert.Contains("%Cleaning%", Refusal(new RuntimeSetup { Functions = [typeof(Cleans)] }));

    [Fact]
    public void A_setting_named_in_a_trigger_is_put_in_its_place()
        => Assert.Equal("0 0 3 * * *", Configuration(
            new RuntimeSetup { Functions = [typeof(Cleans)], Environment = new() { ["Cleaning"] = "0 0 3 * * *" } })["Cleaning"]);

    [Theory]
    [InlineData("every now and then")]
    [InlineData("0 61 * * * *")]
    [InlineData("-00:05:00")]
    public void A_schedule_that_is_none_is_refused(string schedule)
        => Assert.Contains(schedule, Refusal(new RuntimeSetup { Functions = [typeof(Cleans)], Environment = new() { ["Cleaning"] = schedule } }));

    [Theory]
    [InlineData(typeof(NoTrigger), "0 triggers")]
    [InlineData(typeof(OddParameter), "Uri where")]
    [InlineData(typeof(TypedRouteValue), "Int32 id")]
    [InlineData(typeof(BinaryMessage), "Byte[] message")]
    [InlineData(typeof(ReturnsMvc), "IActionResult")]
    [InlineData(typeof(ReturnsText), "String")]
    [InlineData(typeof(ListensWithoutABus), "AddEvents")]
    public void A_function_that_cannot_work_stops_the_start(Type function, string reason)
        => Assert.Contains(reason, Refusal(new RuntimeSetup { Functions = [function] }));

    private IConfiguration Configuration(RuntimeSetup setup)
    {
        using var host = RuntimeApp.Build(setup, _folder.FullName, new LogLines());
        return new ConfigurationBuilder().AddInMemoryCollection(host.Services.GetRequiredService<IConfiguration>().AsEnumerable()).Build();
    }

    private string Refusal(RuntimeSetup setup)
        => Assert.Throws<StartupException>(() => RuntimeApp.Build(setup, _folder.FullName, new LogLines())).Message;

    public sealed class Cleans
    {
        [Function(nameof(Cleans))]
        public void Run([TimerTrigger("%Cleaning%")] TimerInfo timer) => _ = timer;
    }

    public sealed class NoTrigger
    {
        [Function(nameof(NoTrigger))]
        public void Run(string text) => _ = text;
    }

    public sealed class OddParameter
    {
        [Function(nameof(OddParameter))]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, Uri where) => _ = where;
    }

    public sealed class TypedRouteValue
    {
        [Function(nameof(TypedRouteValue))]
        public void Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{id:int}")] HttpRequest request, int id) => _ = request;
    }

    public sealed class BinaryMessage
    {
        [Function(nameof(BinaryMessage))]
        public void Run([ServiceBusTrigger("topic", "subscription")] byte[] message) => _ = message;
    }

    public sealed class ReturnsText
    {
        [Function(nameof(ReturnsText))]
        public Task<string> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Task.FromResult("");
    }

    public sealed class ReturnsMvc
    {
        [Function(nameof(ReturnsMvc))]
        public Microsoft.AspNetCore.Mvc.IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
            => new Microsoft.AspNetCore.Mvc.OkResult();
    }

    public sealed class ListensWithoutABus
    {
        [Function(nameof(ListensWithoutABus))]
        public void Run([ServiceBusTrigger("topic", "subscription")] string message) => _ = message;
    }
}
