using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using QuizPlatform.LocalRuntime.Settings;

namespace QuizPlatform.LocalRuntime;

/// <summary>An app's keys: one for its functions, and a master key for those and for admin-level ones.</summary>
public sealed record FunctionKeys(string FunctionKey, string MasterKey)
{
    public const string Setting = "Local:FunctionKey";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Any process may ask, in any order: whoever is first makes the file, the others read it.</summary>
    public static FunctionKeys Of(string dataDirectory, string app)
    {
        var path = Path.Combine(dataDirectory, "keys", $"{app}.json");
        using var wait = LongWait.For($"the key file {path}");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (!File.Exists(path))
                SmallFile.TryCreateSecret(path, JsonSerializer.SerializeToUtf8Bytes(new FunctionKeys(NewKey(), NewKey()), Json));
            if (JsonSerializer.Deserialize<FunctionKeys>(File.ReadAllBytes(path), Json) is { FunctionKey.Length: > 0, MasterKey.Length: > 0 } keys)
                return keys;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{path} cannot be read or made: {e.Message}", e);
        }
        catch (JsonException)
        {
            // Said below, as for a file that lacks a key.
        }

        throw new StartupException($"{path} is damaged: it should hold a functionKey and a masterKey. Delete it, and new keys are made at the next start.");
    }

    internal static FunctionKeys Of(IConfiguration configuration, string app)
    {
        var keys = Of(DataDirectory.Of(configuration), app);
        return configuration[Setting] is { Length: > 0 } given ? keys with { FunctionKey = given } : keys;
    }

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}

internal sealed class KeyCheck(FunctionKeys keys)
{
    private readonly byte[] _function = Hash(keys.FunctionKey);
    private readonly byte[] _master = Hash(keys.MasterKey);

    public bool Allows(HttpRequest request, AuthorizationLevel level)
    {
        var given = request.Headers["x-functions-key"] is [{ Length: > 0 } header] ? header : request.Query["code"].ToString();
        if (given.Length == 0)
            return false;

        // Hashes are of one length, so the comparison tells nothing of the key's; both are always made.
        var hash = Hash(given);
        var isMaster = CryptographicOperations.FixedTimeEquals(hash, _master);
        var isFunction = CryptographicOperations.FixedTimeEquals(hash, _function);
        return isMaster | (isFunction & level == AuthorizationLevel.Function);
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
