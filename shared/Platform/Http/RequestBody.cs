using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace QuizPlatform.Platform;

/// <summary>
/// Reads a body. Of JSON, the worker's own <c>[FromBody]</c> answers 500 to malformed JSON (worker issues 1886, 2710); this answers
/// 400, 413 or 415 with the field to blame.
/// </summary>
public static class RequestBody
{
    /// <summary>The largest body, in bytes, but of files: 1 MiB.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>How long a body may take to come, whole.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions Repeating = new(Json.Options) { AllowDuplicateProperties = true };

    /// <summary>The body as <typeparamref name="T"/>, whose properties are nullable: nothing is validated yet.</summary>
    /// <exception cref="ProblemException">400, 408, 413, 415 or 431.</exception>
    public static async Task<T> Read<T>(HttpRequest request, CancellationToken cancellation)
        where T : class
    {
        RequireJson(request);
        var bytes = await ReadAll(request, MaxBytes, cancellation);
        return Parse<T>(bytes.Span);
    }

    /// <summary>As <see cref="Read{T}"/>, together with the bytes themselves, for a fingerprint of the request.</summary>
    internal static async Task<(T Body, ReadOnlyMemory<byte> Bytes)> ReadWithBytes<T>(HttpRequest request, CancellationToken cancellation)
        where T : class
    {
        RequireJson(request);
        var bytes = await ReadAll(request, MaxBytes, cancellation);
        return (Parse<T>(bytes.Span), bytes);
    }

    /// <summary>The body as it is, of whatever kind but a form.</summary>
    /// <exception cref="ProblemException">400, 408, 413 or 415.</exception>
    internal static async Task<ReadOnlyMemory<byte>> ReadFile(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        var type = request.ContentType ?? "";
        if (request.HasFormContentType || type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) || IsCompressed(request))
            throw new ProblemException(415, "Send the file itself as the body: as no form, and not compressed.", "request.content-type");
        var bytes = await ReadAll(request, maxBytes, cancellation);
        return bytes.IsEmpty ? throw new ProblemException(400, "The request has no body; send a file.", "request.no-body") : bytes;
    }

    private static bool IsCompressed(HttpRequest request) =>
        request.Headers.ContentEncoding.Any(coding => !"identity".Equals(coding?.Trim(), StringComparison.OrdinalIgnoreCase));

    private static void RequireJson(HttpRequest request)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
            return;
        throw new ProblemException(415, "Send the body as application/json in UTF-8.", "request.content-type");
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAll(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        if (request.ContentLength > maxBytes)
            throw Problem.TooLarge(maxBytes);

        // BodyReader would do, but it is a stream in the real worker's proxied requests too; one loop serves both.
        var buffer = new ArrayBufferWriter<byte>((int)Math.Max(256, (request.ContentLength ?? 4096) + 1)); // one more, to find the end with
        using var tooSlow = new CancellationTokenSource(Patience, request.HttpContext.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooSlow.Token, cancellation);
        while (true)
        {
            var read = await ReadSome(request, buffer.GetMemory(1), maxBytes, tooSlow.Token, either.Token);
            if (read == 0)
                return buffer.WrittenMemory;
            buffer.Advance(read);
            if (buffer.WrittenCount > maxBytes)
                throw Problem.TooLarge(maxBytes);
        }
    }

    /// <summary>What a server says of a body by an exception: it is too large, is not framed as it should be, or ended too early.</summary>
    /// <returns>Null: that nobody waits for it any more.</returns>
    public static ProblemException? Fault(Exception exception, int maxBytes = MaxBytes) => exception switch
    {
        OperationCanceledException => null,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.TooLarge(maxBytes),
        // Not only BadHttpRequestException: a chunk's size beyond 31 bits is an IOException in Kestrel. Nothing of ours can fail here.
        _ => new((exception as BadHttpRequestException)?.StatusCode ?? 400, "The body could not be read.", "request.unreadable"),
    };

    private static async Task<int> ReadSome(
        HttpRequest request, Memory<byte> memory, int maxBytes, CancellationToken tooSlow, CancellationToken cancellation)
    {
        try
        {
            return await request.Body.ReadAsync(memory, cancellation);
        }
        catch (OperationCanceledException) when (tooSlow.IsCancellationRequested)
        {
            throw Problem.TooSlow();
        }
        catch (Exception e) when (Fault(e, maxBytes) is { } fault)
        {
            throw fault;
        }
    }

    private static T Parse<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        if (json.IsEmpty)
            throw new ProblemException(400, "The request has no body; send a JSON object.", "request.no-body");

        // The serializer looks only at the texts it keeps.
        if (!Utf8.IsValid(json))
            throw new ProblemException(400, "The body is not valid JSON: it is not UTF-8.", "request.malformed");
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json.Options)
                ?? throw new ProblemException(400, "The body is null; send a JSON object.", "request.no-body");
        }
        catch (JsonException e)
        {
            var field = FieldOf(e.Path);
            throw field is null
                ? new ProblemException(400, $"The body is not valid JSON{Place(e)}.", "request.malformed")
                : Problem.Field(field, IsFaultless<T>(json) ? $"'{field}', or a field in it, is given more than once{Place(e)}."
                    : $"'{field}' cannot be read: it has the wrong type or is malformed{Place(e)}.");
        }
    }

    // But for fields that are there twice: the serializer's exception does not tell this apart, except in words.
    private static bool IsFaultless<T>(ReadOnlySpan<byte> json)
    {
        try
        {
            JsonSerializer.Deserialize<T>(json, Repeating);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>$.questions[0].options -> questions[0].options. Null for a path with anything else in it, which repeats what the sender wrote.</summary>
    public static string? FieldOf(string? path) =>
        path is ['$', '.', .. var field] && field.Length <= 100 && field.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '[' or ']')
            ? field
            : null;

    private static string Place(JsonException e) =>
        e.LineNumber is { } line ? $" (line {line + 1}, byte {e.BytePositionInLine + 1})" : "";
}
