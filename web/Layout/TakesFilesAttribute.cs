using Microsoft.AspNetCore.Http.Metadata;

namespace QuizPlatform.Web.Layout;

/// <summary>On a page that is sent files: its form may be <c>multipart/form-data</c>, and larger than those of others.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TakesFilesAttribute(int maxBytes) : Attribute, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => maxBytes;
}
