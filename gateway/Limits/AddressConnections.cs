using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>Closes a connection from an address that has as many as it may. Held in memory are only addresses that have one.</summary>
internal sealed class AddressConnections(IOptions<ConnectionOptions> options)
{
    private readonly ConcurrentDictionary<string, int> _open = new();

    public ConnectionDelegate Limit(ConnectionDelegate next) => async connection =>
    {
        if (options.Value.PerAddress == 0 || connection.RemoteEndPoint is not IPEndPoint { Address: { } from })
        {
            await next(connection);
            return;
        }

        var address = ClientAddress.Text(from);
        try
        {
            if (_open.AddOrUpdate(address, 1, (_, open) => open + 1) <= options.Value.PerAddress)
                await next(connection);
            else
                connection.Abort(new ConnectionAbortedException($"{address} has as many connections as it may."));
        }
        finally
        {
            Leave(address);
        }
    };

    private void Leave(string address)
    {
        // The entry goes with its last connection, unless another has come meanwhile.
        if (_open.AddOrUpdate(address, 0, (_, open) => open - 1) == 0)
            _open.TryRemove(KeyValuePair.Create(address, 0));
    }
}
