using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace QuizPlatform.Platform;

/// <summary>A JSON answer that was serialised once and is sent many times, with its ETag; answers 304 where the client has it.</summary>
public sealed class CachedJson : IResult
{
    private readonly byte[] _body;
    private readonly string _cacheControl;

    private CachedJson(byte[] body, string? etag, string cacheControl)
    {
        _body = body;
        _cacheControl = cacheControl;
        ETag = etag ?? $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 12))}\"";
    }

    public string ETag { get; }

    /// <summary>In bytes.</summary>
    public int Length => _body.Length;

    /// <param name="value">What to answer with.</param>
    /// <param name="etag">Its ETag, where a change must name it in <c>If-Match</c>; otherwise one is made from the bytes.</param>
    /// <param name="cacheControl">By default it may be kept, but must be asked about.</param>
    public static CachedJson Of<T>(T value, string? etag = null, string cacheControl = "no-cache") =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, Json.Options), etag, cacheControl);

    /// <summary>Of JSON that is there already.</summary>
    public static CachedJson Written(byte[] json, string cacheControl) => new(json, null, cacheControl);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = ETag;
        response.Headers.CacheControl = _cacheControl;
        if (ETags.NotModified(httpContext.Request, ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = _body.Length;
        return HttpMethods.IsHead(httpContext.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(_body, httpContext.RequestAborted).AsTask();
    }
}
