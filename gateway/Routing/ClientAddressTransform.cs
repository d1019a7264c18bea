using QuizPlatform.Platform;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace QuizPlatform.Gateway;

/// <summary>Tells the apps from where a request comes, signed, in place of whatever a client has written there.</summary>
internal sealed class ClientAddressTransform(SignedAddress addresses) : ITransformProvider
{
    public void Apply(TransformBuilderContext context) => context.AddRequestTransform(request =>
    {
        request.ProxyRequest.Headers.Remove(SignedAddress.Header);
        if (request.HttpContext.Connection.RemoteIpAddress is { } address && addresses.Sign(address) is { } signed)
            request.ProxyRequest.Headers.TryAddWithoutValidation(SignedAddress.Header, signed);
        return ValueTask.CompletedTask;
    });

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }
}
