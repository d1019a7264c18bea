using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QuizPlatform.Testing;

namespace QuizPlatform.Gateway.Tests;

/// <summary>The gateway with its real routes, on a port of its own, in front of stand-ins for the three apps.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly WebApplication _gateway;

    private Door(WebApplication gateway, IReadOnlyList<App> apps, LogLines log)
    {
        (_gateway, Log, Users, Quizzes, Results) = (gateway, log, apps[0], apps[1], apps[2]);
        Http = new HttpClient { BaseAddress = new Uri(gateway.Urls.Single()) };
    }

    public HttpClient Http { get; }

    /// <summary>As its filters let it through.</summary>
    public LogLines Log { get; }
    public IServiceProvider Services => _gateway.Services;
    public App Users { get; }
    public App Quizzes { get; }
    public App Results { get; }

    /// <param name="settings">E.g. <c>Gateway:ProbeInstances=true</c>.</param>
    public static Task<Door> Open(params string[] settings) => Open(_ => { }, settings);

    /// <param name="replace">Puts something of the test's in place of a service.</param>
    /// <param name="settings">E.g. <c>Gateway:ProbeInstances=true</c>.</param>
    public static async Task<Door> Open(Action<IServiceCollection> replace, params string[] settings)
    {
        App[] apps = [await App.Start(), await App.Start(), await App.Start()];
        var builder = WebApplication.CreateBuilder([
            $"--Services:Users={apps[0].Url}", $"--Services:Quizzes={apps[1].Url}", $"--Services:Results={apps[2].Url}", .. settings.Select(s => "--" + s)]);
        builder.AddGateway();
        replace(builder.Services);
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var gateway = builder.Build();
        gateway.UseGateway();
        await gateway.StartAsync();
        return new Door(gateway, apps, log);
    }

    /// <summary>Somebody with a browser of their own.</summary>
    public Visitor Visitor() => new(this);

    public async Task<(int Status, JsonNode Json)> Get(string path)
    {
        using var answer = await Http.GetAsync(path);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    /// <summary>Sends exactly that, which no HTTP client would, and reads until the gateway has nothing to say any more.</summary>
    public async Task<string> Send(string raw)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Http.BaseAddress!.Host, Http.BaseAddress.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(raw));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _gateway.DisposeAsync();
        foreach (var app in (App[])[Users, Quizzes, Results])
            await app.DisposeAsync();
    }
}
