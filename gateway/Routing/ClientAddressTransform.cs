using QuizPlatform.Platform;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace QuizPlatform.Gateway;

/// <summary>Tells the apps from where a request comes, signed, in place of whatever a client has written there.</summary>
internal static class ClientAddressTransform
{
    public static void Add(TransformBuilderContext context)
    {
        var addresses = context.Services.GetRequiredService<SignedAddress>();
        context.AddRequestTransform(request =>
        {
            request.ProxyRequest.Headers.Remove(SignedAddress.Header);
            if (request.HttpContext.Connection.RemoteIpAddress is { } address && addresses.Sign(address) is { } signed)
                request.ProxyRequest.Headers.TryAddWithoutValidation(SignedAddress.Header, signed);
            return ValueTask.CompletedTask;
        });
    }
}
