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
        await using var db = await databases.CreateDbContextAsync(cancellation);
        Require(await Find(db, name, cancellation), addresses.Of(request), clock.GetUtcNow());
    }

    /// <summary>Counts a failure that nobody has been told of yet.</summary>
    /// <exception cref="ProblemException">429 where this address has to wait by now; then it is not to be told.</exception>
    public Task Failed(string name, HttpRequest request, CancellationToken cancellation)
    {
        var address = addresses.Of(request);
        var counted = false; // for the address: once, however often the save is tried
        return Record(name, (attempts, now) =>
        {
            Require(attempts, address, now);
            if (address is not null && !counted)
                backoff.Failed(address);
            counted = true;
            attempts.Failed(address, now);
            return true;
        }, cancellation);
    }

    /// <summary>Forgives this address its failures, for a success that nobody has been told of yet.</summary>
    /// <exception cref="ProblemException">429 where this address has to wait by now; then it is not to be told.</exception>
    public Task Succeeded(string name, HttpRequest request, CancellationToken cancellation)
    {
        var address = addresses.Of(request);
        return Record(name, (attempts, now) =>
        {
            Require(attempts, address, now);
            return Forgive(attempts, address, now);
        }, cancellation);
    }

    /// <summary>As <see cref="Succeeded"/>, for who need not wait.</summary>
    public Task Forgive(string name, HttpRequest request, CancellationToken cancellation)
    {
        var address = addresses.Of(request);
        return Record(name, (attempts, now) => Forgive(attempts, address, now), cancellation);
    }

    private static bool Forgive(SignInAttempts attempts, string? address, DateTimeOffset now)
    {
        if (!attempts.IsNews(address, now))
            return false;
        attempts.Succeeded(address, now);
        return true;
    }

    private void Require(SignInAttempts? attempts, string? address, DateTimeOffset now)
    {
        var wait = address is null ? TimeSpan.Zero : backoff.WaitFor(address);
        if (attempts?.WaitFor(address, now) is { } own && own > wait)
            wait = own;
        if (wait <= TimeSpan.Zero)
            return;
        audit.SignInSlowedDown();
        SignInFailures.SlowedDown();
        throw Problem.TooManyRequests(wait);
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
