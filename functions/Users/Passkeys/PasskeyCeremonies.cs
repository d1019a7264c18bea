using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace QuizPlatform.Users;

/// <summary>
/// What browsers are asked, and what they answer (WebAuthn), by ASP.NET Core Identity's passkey handler: the user has to be verified by the device, which
/// makes a passkey two factors; no attestation is asked for, so nobody's make of device is known; a passkey is found without a name being given.
/// </summary>
public sealed class PasskeyCeremonies(PasskeySite site, IPasswordHasher<User> hasher, ILogger<UserManager<User>> log)
{
    private readonly IOptions<IdentityPasskeyOptions> _options = Options.Create(new IdentityPasskeyOptions
    {
        ServerDomain = site.RpId,
        UserVerificationRequirement = "required",
        ResidentKeyRequirement = "required",
        AttestationConveyancePreference = "none",
        AuthenticatorTimeout = SealedStates.Lifetime,
        ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && site.Origins.Contains(context.Origin)),
    });

    public Task<PasskeyCreationOptionsResult> AskToMake(User user, HttpContext http) => Of(user).MakeCreationOptionsAsync(
        new() { Id = user.UserId, Name = user.Username, DisplayName = user.DisplayName }, http);

    public Task<PasskeyRequestOptionsResult> AskToShow(HttpContext http) => Of(null).MakeRequestOptionsAsync(null, http);

    /// <summary>The passkey that was made; null when what says so does not hold, for that account and challenge.</summary>
    public async Task<UserPasskeyInfo?> Made(User user, IReadOnlyDictionary<string, JsonElement> credential, SealedState challenge, HttpContext http)
    {
        var result = await Of(user).PerformAttestationAsync(
            new() { HttpContext = http, CredentialJson = JsonSerializer.Serialize(credential), AttestationState = challenge.State });
        return result.Succeeded && result.UserEntity.Id == user.UserId && Passkey.CanKeep(result.Passkey) ? result.Passkey : null;
    }

    /// <summary>The passkey of that account that has signed the challenge; null when none has.</summary>
    public async Task<UserPasskeyInfo?> Shown(User user, IReadOnlyDictionary<string, JsonElement> credential, SealedState challenge, HttpContext http)
    {
        var result = await Of(user).PerformAssertionAsync(
            new() { HttpContext = http, CredentialJson = JsonSerializer.Serialize(credential), AssertionState = challenge.State });
        return result.Succeeded && result.User == user ? result.Passkey : null;
    }

    // The handler takes every exception for a bad passkey, also one of a store that is down: it gets an account that is loaded.
    private PasskeyHandler<User> Of(User? user) => new(
        new UserManager<User>(
            new PasskeyStore(user), Options.Create(new IdentityOptions()), hasher, [], [], new UpperInvariantLookupNormalizer(), new(), null!, log),
        _options);
}
