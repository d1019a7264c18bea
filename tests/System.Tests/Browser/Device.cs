using System.Text.Json;
using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>A device with passkeys that the browser has, and that says yes to everything: Chromium's virtual authenticator.</summary>
internal sealed class Device
{
    private readonly ICDPSession _session;
    private readonly string _id;

    private Device(ICDPSession session, string id) => (_session, _id) = (session, id);

    /// <param name="verifiesUser">Whether it knows that it is its owner who says yes.</param>
    public static async Task<Device> Add(IPage page, bool verifiesUser)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        var added = await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = verifiesUser,
            },
        });
        return new(session, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    public async Task<IReadOnlyList<JsonElement>> Passkeys()
    {
        var held = await _session.SendAsync("WebAuthn.getCredentials", new() { ["authenticatorId"] = _id });
        return [.. held!.Value.GetProperty("credentials").EnumerateArray()];
    }
}
