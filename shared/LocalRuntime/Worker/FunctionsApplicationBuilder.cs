using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using QuizPlatform.LocalRuntime;
using QuizPlatform.LocalRuntime.Functions;
using QuizPlatform.LocalRuntime.Hosting;
using QuizPlatform.LocalRuntime.Http;
using QuizPlatform.LocalRuntime.Settings;

namespace Microsoft.Azure.Functions.Worker.Builder;

public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private static readonly TimeSpan TimeToDrain = TimeSpan.FromSeconds(25);

    private readonly LocalHostOptions _options;
    private readonly WebApplicationBuilder _builder;
    private readonly HostJson _hostJson;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private bool _web;

    internal FunctionsApplicationBuilder(LocalHostOptions options)
    {
        _options = options;

        // Empty: nothing is in a request's way that was not put there.
        _builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = LocalHostOptions.FunctionAssembly.GetName().Name });
        _builder.Configuration.AddSettings(options);
        _hostJson = HostJson.Read(Configuration);
        _builder.Environment.EnvironmentName = Configuration["AZURE_FUNCTIONS_ENVIRONMENT"] ?? Environments.Production;
        _builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(LocalSettings.Url(Configuration, options));
        _builder.Services.AddRouting();
        _builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeToDrain);
        _builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        _builder.Logging
            .AddConfiguration(HostJson.Logging(Configuration))
            .AddConfiguration(Configuration.GetSection("Logging"))
            .AddConsoleFormatter<OneLineFormatter, ConsoleFormatterOptions>()
            .AddConsole(console => console.FormatterName = OneLineFormatter.FormatterName);
    }

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_builder).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    public ConfigurationManager Configuration => _builder.Configuration;

    public IHostEnvironment Environment => _builder.Environment;

    public ILoggingBuilder Logging => _builder.Logging;

    public IMetricsBuilder Metrics => _builder.Metrics;

    public IServiceCollection Services => _builder.Services;

    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull
        => ((IHostApplicationBuilder)_builder).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _middleware.Add(middleware);
        return this;
    }

    public IHost Build()
    {
        var functions = FunctionCatalog.Find(_options);
        if (!_web && functions.Any(f => f.Trigger is HttpTriggerAttribute))
            throw new StartupException("The app has HTTP functions, so Program.cs must call builder.ConfigureFunctionsWebApplication().");

        WebApplication? app = null;
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton(services => new FunctionApp(
            _options, _hostJson, functions, _middleware, services, Configuration));

        // Last, so that what the app registered starts before them and stops after them.
        Services.AddHostedService<ListenerHost>();
        Services.AddHostedService(services => new FunctionList(
            services.GetRequiredService<FunctionApp>(), () => app!.Address(), services.GetRequiredService<ILoggerFactory>().CreateLogger("Functions")));

        app = _builder.Build();
        Route(app, app.Services.GetRequiredService<FunctionApp>());
        return app;
    }

    internal void UseWeb()
    {
        if (!_web && _middleware.Count > 0)
            throw new InvalidOperationException(
                "Call ConfigureFunctionsWebApplication() before UseMiddleware<...>(): "
                + "in the worker, GetHttpContext() would be null in a middleware registered before it.");

        _web = true;
    }

    private static void Route(WebApplication app, FunctionApp functions)
    {
        ((IEndpointRouteBuilder)app).DataSources.Add(new DefaultEndpointDataSource(functions.Http.Select(function => function.Endpoint)));
        app.UseRouting();

        // A wrong method selects an endpoint of ASP.NET Core's that answers 405; the Functions host says 404.
        app.Run(http => http.GetEndpoint() is RouteEndpoint { RequestDelegate: { } run } ? run(http) : HttpProblem.NotFound(http));
    }
}
