using System.Net;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace QuizPlatform.Testing;

/// <summary>Requests for functions that are called directly.</summary>
public static class TestHttp
{
    /// <summary>Where requests come from, unless a test says otherwise.</summary>
    public const string Home = "192.0.2.1";

    private static readonly IServiceProvider Services = new ServiceCollection().AddLogging().BuildServiceProvider();

    /// <param name="target">Path and query; only the query matters to a function called directly.</param>
    /// <param name="body">An object to send as JSON, or a string or bytes to send as they are.</param>
    public static HttpRequest Request(
        string method, string target = "/", object? body = null, string? token = null, params (string Name, string Value)[] headers)
    {
        var http = new DefaultHttpContext { RequestServices = Services };
        http.Connection.RemoteIpAddress = IPAddress.Parse(Home);
        var request = http.Request;
        request.Method = method;
        var query = target.IndexOf('?');
        request.Path = query < 0 ? target : target[..query];
        request.QueryString = new QueryString(query < 0 ? "" : target[query..]);
        if (token is not null)
            request.Headers.Authorization = $"Bearer {token}";
        foreach (var (name, value) in headers)
            request.Headers[name] = value;
        if (body is not null)
        {
            var bytes = body as byte[] ?? Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body, Platform.Json.Options));
            request.ContentType ??= MediaTypeNames.Application.Json;
            request.ContentLength = bytes.Length;
            request.Body = new MemoryStream(bytes);
        }

        return request;
    }

    /// <summary>Lets a test do something once the function waits for the body, of which nothing has come by then.</summary>
    public static HttpRequest WithHeldBody(this HttpRequest request, Func<Task> meanwhile)
    {
        request.Body = new HeldBody(((MemoryStream)request.Body).ToArray(), meanwhile);
        return request;
    }

    private sealed class HeldBody(byte[] bytes, Func<Task> meanwhile) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == 0)
                await meanwhile();
            cancellationToken.ThrowIfCancellationRequested();
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}

/// <param name="Json">Null when the body is empty, or is none.</param>
public sealed record Answer(int Status, JsonNode? Json, IHeaderDictionary Headers, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public T Value<T>(string path) => path.Split('.').Aggregate(Json, (node, name) => int.TryParse(name, out var i) ? node![i] : node![name])!.GetValue<T>();
}
