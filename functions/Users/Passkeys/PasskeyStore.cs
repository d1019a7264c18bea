using Microsoft.AspNetCore.Identity;

namespace QuizPlatform.Users;

/// <summary>One account and its passkeys, as the passkey handler asks for them. It changes nothing: that is for the account to do.</summary>
internal sealed class PasskeyStore(User? user) : IUserPasskeyStore<User>
{
    public Task<User?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(userId == user?.UserId ? user : null);

    public Task<string> GetUserIdAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.UserId);

    public Task<string?> GetUserNameAsync(User user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Username);

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.Passkeys.Select(passkey => passkey.ToInfo())]);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(User user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(user.Passkeys.Find(passkey => passkey.IsOf(credentialId))?.ToInfo());

    public Task<User?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(user?.Passkeys.Exists(passkey => passkey.IsOf(credentialId)) == true ? user : null);

    public void Dispose()
    {
    }

    public Task AddOrUpdatePasskeyAsync(User user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Reads();

    public Task RemovePasskeyAsync(User user, byte[] credentialId, CancellationToken cancellationToken) => throw Reads();

    public Task<IdentityResult> CreateAsync(User user, CancellationToken cancellationToken) => throw Reads();

    public Task<IdentityResult> UpdateAsync(User user, CancellationToken cancellationToken) => throw Reads();

    public Task<IdentityResult> DeleteAsync(User user, CancellationToken cancellationToken) => throw Reads();

    public Task SetUserNameAsync(User user, string? userName, CancellationToken cancellationToken) => throw Reads();

    public Task<User?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw Reads();

    public Task<string?> GetNormalizedUserNameAsync(User user, CancellationToken cancellationToken) => throw Reads();

    public Task SetNormalizedUserNameAsync(User user, string? normalizedName, CancellationToken cancellationToken) => throw Reads();

    private static NotSupportedException Reads() => new("Accounts are changed by their own documents.");
}
