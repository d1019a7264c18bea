using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Users.Tests;

/// <summary>Killed anywhere, a passkey is there or it is not, and what follows from it is done once.</summary>
public sealed class PasskeyCrashTests
{
    [Fact]
    public Task Killed_before_any_step_of_adding_one_a_repeat_adds_it_once() => BeforeEachStep(async (app, ann, other, kill) =>
    {
        using var phone = new TestAuthenticator();
        var asked = await ann.AskForPasskey();
        var made = phone.Make(asked.Json!["options"]!);
        kill();
        var first = await ann.AddPasskey(asked, made);
        var reached = app.Store.Steps.End();

        if (first.Status != 201)
            Assert.Equal(201, (await ann.AddPasskey(asked, made.DeepClone())).Status);
        await Settle(app);

        Assert.Single((await ann.Passkeys()).Json!["passkeys"]!.AsArray());
        Assert.Equal(["A passkey was added to your account"], app.Mail.Sent.Select(mail => mail.Subject));
        Assert.Equal((401, 200), ((await other.Profile()).Status, (await app.LogInWithPasskey(phone)).Status));
        return reached;
    });

    [Fact]
    public Task Killed_before_any_step_of_removing_one_it_is_gone_after_a_repeat() => BeforeEachStep(async (app, ann, _, kill) =>
    {
        using var phone = new TestAuthenticator();
        var id = (await ann.AddPasskey(phone)).Value<string>("passkey.id");
        var other = await app.Session("ann");
        kill();
        var first = await ann.RemovePasskey(id);
        var reached = app.Store.Steps.End();

        if (first.Status != 204)
            Assert.True((await ann.RemovePasskey(id)).Status is 204 or 404);
        await Settle(app);

        Assert.Empty((await ann.Passkeys()).Json!["passkeys"]!.AsArray());
        Assert.Single(app.Mail.Sent, mail => mail.Subject == "A passkey was removed from your account");
        Assert.Equal((401, 401), ((await other.Profile()).Status, (await app.LogInWithPasskey(phone)).Status));
        return reached;
    });

    [Fact]
    public Task Killed_before_any_step_of_signing_in_one_signs_in_anew() => BeforeEachStep(async (app, ann, _, kill) =>
    {
        using var phone = new TestAuthenticator { Count = 1 };
        await ann.AddPasskey(phone);
        var asked = await app.AskForPasskeySignIn();
        phone.Count++;
        var shown = phone.Show(asked.Json!["options"]!);
        kill();
        var first = await app.LogInWithPasskey(asked, shown);
        var reached = app.Store.Steps.End();

        // The same answer is good for one session at most, whether it began or not.
        var repeat = await app.LogInWithPasskey(asked, shown.DeepClone());
        Assert.False(first.Status == 200 && repeat.Status == 200);
        phone.Count++;
        Assert.Equal(200, (await app.LogInWithPasskey(phone)).Status);
        Assert.InRange(await app.Store.With(db => db.Sessions.CountAsync(s => s.RevokedAt == null)), 2, 3);
        return reached;
    });

    [Fact]
    public async Task Where_the_stores_answer_is_lost_one_is_signed_in_all_the_same()
    {
        await using var app = new UsersApp();
        var ann = await app.SignedIn("ann");
        using var phone = new TestAuthenticator { Count = 1 };
        await ann.AddPasskey(phone);
        phone.Count++;
        app.Store.Steps.LoseAnswer(of: EntityState.Modified);

        Assert.Equal(200, (await app.LogInWithPasskey(phone)).Status);
    }

    private static async Task BeforeEachStep(Func<UsersApp, Person, Person, Action, Task<bool>> play)
    {
        for (var (step, reached) = (0, true); reached; step++)
        {
            await using var app = new UsersApp();
            var (ann, other) = (await app.SignedIn("ann"), await app.Session("ann"));
            reached = await play(app, ann, other, () => app.Store.Steps.Before(step, () => throw new InvalidOperationException("Killed.")));
        }
    }

    // What runs by itself some time later.
    private static async Task Settle(UsersApp app)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await app.Sweep();
        await app.Run<SendPendingEvents>(f => f.Run(new(), default));
        await app.DeliverMail();
        await app.Post();
    }
}
