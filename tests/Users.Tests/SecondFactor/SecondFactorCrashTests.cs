using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Users.Tests;

/// <summary>Killed anywhere, the second factor is on or off, its codes are spent or not, and what follows is done once.</summary>
public sealed class SecondFactorCrashTests
{
    [Fact]
    public Task Killed_before_any_step_of_turning_it_on_a_repeat_has_codes_that_are_good() => BeforeEachStep(async (app, ann, kill) =>
    {
        var other = await app.Session("ann");
        var asked = await ann.AskForSecondFactor();
        var codes = new Codes(asked.Value<string>("secret"), app.Clock);
        kill();
        var answer = await ann.TurnOnSecondFactor(asked, codes.Now());
        var reached = app.Store.Steps.End();

        if (answer.Status != 200)
            answer = await ann.TurnOnSecondFactor(asked, codes.Now());
        await Settle(app);

        Assert.Equal(200, answer.Status);
        Assert.Single(app.Mail.Sent, mail => mail.Subject == "The second factor of your account was turned on");
        Assert.Equal((401, 401), ((await other.Profile()).Status, (await app.LogIn("ann")).Status));
        Assert.Equal(200, (await app.LogIn("ann", code: (string)answer.Json!["codes"]![9]!)).Status);
        return reached;
    });

    [Fact]
    public Task Killed_before_any_step_of_turning_it_off_it_is_off_after_a_repeat() => BeforeEachStep(async (app, ann, kill) =>
    {
        var (_, _, recovery) = await app.WithSecondFactor("ann", ann);
        kill();
        var answer = await ann.TurnOffSecondFactor(recovery[0]);
        var reached = app.Store.Steps.End();

        if (answer.Status != 204)
            Assert.True((await ann.TurnOffSecondFactor(recovery[0])).Status is 204 or 404);
        await Settle(app);

        Assert.Single(app.Mail.Sent, mail => mail.Subject == "The second factor of your account was turned off");
        Assert.Equal(200, (await app.LogIn("ann")).Status);
        return reached;
    });

    [Fact]
    public Task Killed_before_any_step_of_a_sign_in_a_code_is_good_once_at_most() => BeforeEachStep(async (app, ann, kill) =>
    {
        var (_, _, recovery) = await app.WithSecondFactor("ann", ann);
        kill();
        var first = await app.LogIn("ann", code: recovery[0]);
        var reached = app.Store.Steps.End();

        var repeat = await app.LogIn("ann", code: recovery[0]);

        Assert.False(first.Status == 200 && repeat.Status == 200);
        Assert.Equal(200, (await app.LogIn("ann", code: recovery[1])).Status);
        Assert.Equal(8, (await ann.SecondFactor()).Value<int>("recoveryCodes"));
        return reached;
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_stores_answer_is_lost_a_code_is_taken_all_the_same(bool recoveryCode)
    {
        await using var app = new UsersApp();
        var (_, codes, recovery) = await app.WithSecondFactor("ann");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        app.Store.Steps.LoseAnswer(of: EntityState.Modified);

        Assert.Equal(200, (await app.LogIn("ann", code: recoveryCode ? recovery[0] : codes.Now())).Status);
    }

    private static async Task BeforeEachStep(Func<UsersApp, Person, Action, Task<bool>> play)
    {
        for (var (step, reached) = (0, true); reached; step++)
        {
            await using var app = new UsersApp();
            var ann = await app.SignedIn("ann");
            reached = await play(app, ann, () => app.Store.Steps.Before(step, () => throw new InvalidOperationException("Killed.")));
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
