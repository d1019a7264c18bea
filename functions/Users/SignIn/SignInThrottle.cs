using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Makes those wait who try passwords. It never asks whether there is an account, so its answers cannot tell. Where no address can be told from
/// another, only the name counts: by an address that all share, whoever guesses would keep everybody out.
/// </summary>
public sealed class SignInThrottle(IDbContextFactory<UsersDb> databases, AddressBackoff backoff, ClientAddress addresses, Audit audit, TimeProvider clock)
{
    /// <param name="name">What is tried; see <see cref="SignInAttempts.IdOf"/>.</param>
    /// <exception cref="ProblemException">429 while this address has to wait.</exception>
    public async Task Require(string name, HttpRequest request, CancellationToken cancellation)
    {
        var address = addresses.Of(request);
        var wait = address is null ? TimeSpan.Zero : backoff.WaitFor(address);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await Find(db, name, cancellation) is { } attempts && attempts.WaitFor(address, clock.GetUtcNow()) is var own && own > wait)
            wait = own;
        if (wait <= TimeSpan.Zero)
            return;
        audit.SignInSlowedDown();
        SignInFailures.SlowedDown();
        throw Problem.TooManyRequests(wait);
    }

    public async Task Failed(string name, HttpRequest request, CancellationToken cancellation)
    {
        var address = addresses.Of(request);
        if (address is not null)
            backoff.Failed(address);
        await Record(name, (attempts, now) =>
        {
            // Of failures at the same moment it is enough that one more than may be is counted.
            if (attempts.WaitFor(address, now) > TimeSpan.Zero)
                return false;
            attempts.Failed(address, now);
            return true;
        }, cancellation);
    }

    public async Task Succeeded(string name, HttpRequest request, CancellationToken cancellation)
    {
        var address = addresses.Of(request);
        await Record(name, (attempts, now) =>
        {
            if (!attempts.IsNews(address, now))
                return false;
            attempts.Succeeded(address, now);
            return true;
        }, cancellation);
    }

    // In a context of its own: the function's own documents must not be saved along.
    private Task Record(string name, Func<SignInAttempts, DateTimeOffset, bool> change, CancellationToken cancellation) =>
        databases.Repeat(async db =>
        {
            var attempts = await Find(db, name, cancellation) ?? db.Add(new SignInAttempts(SignInAttempts.IdOf(name))).Entity;
            if (change(attempts, clock.GetUtcNow()))
                await db.SaveChangesAsync(cancellation);
        }, cancellation);

    private static ValueTask<SignInAttempts?> Find(UsersDb db, string name, CancellationToken cancellation) =>
        db.Find<SignInAttempts>(SignInAttempts.IdOf(name), SignInAttempts.IdOf(name), cancellation);
}
