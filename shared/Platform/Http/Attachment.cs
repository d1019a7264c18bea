using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace QuizPlatform.Platform;

/// <summary>Answers that are files to keep.</summary>
public static class Attachment
{
    /// <summary>Says so, and that nobody else is to keep it.</summary>
    /// <param name="fileName">Any text: what cannot be said in ASCII is encoded (RFC 6266).</param>
    public static void TellFile(this HttpResponse response, string fileName)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.CacheControl = "no-store";
    }
}
