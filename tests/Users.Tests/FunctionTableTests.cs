using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Users.Tests;

public sealed class FunctionTableTests
{
    private static readonly Assembly App = typeof(UsersDb).Assembly;

    [Fact]
    public void The_app_answers_at_these_routes_and_no_others() => Assert.Equal(
        [
            "delete /api/users/organisation Anonymous UnlinkOrganisation",
            "delete /api/users/passkeys/{id:length(32)} Anonymous RemovePasskey",
            "delete /api/users/profile Anonymous DeleteAccount",
            "delete /api/users/second-factor Anonymous TurnOffSecondFactor",
            "delete /api/users/sessions/{id:length(32)} Anonymous RevokeSession",
            "delete /api/users/{id:length(32)} Anonymous CloseAccount",
            "delete /api/users/{id:length(32)}/name Anonymous ResetName",
            "delete /api/users/{id:length(32)}/second-factor Anonymous TurnOffUserSecondFactor",
            "delete /api/users/{id:length(32)}/sessions Anonymous EndUserSessions",
            "get /.well-known/jwks.json Anonymous PublishKeys",
            "get /.well-known/openid-configuration Anonymous PublishOpenIdConfiguration",
            "get /api/users Anonymous FindUsers",
            "get /api/users/guest Anonymous GetGuests",
            "get /api/users/letters Anonymous GetLetters",
            "get /api/users/organisation Anonymous GetOrganisation",
            "get /api/users/passkeys Anonymous ListPasskeys",
            "get /api/users/profile Anonymous GetProfile",
            "get /api/users/profile/export Anonymous ExportProfile",
            "get /api/users/reports Anonymous ListNameReports",
            "get /api/users/second-factor Anonymous GetSecondFactor",
            "get /api/users/sessions Anonymous ListSessions",
            "get /health Anonymous Health",
            "patch /api/users/profile Anonymous UpdateProfile",
            "post /api/users/email/confirm Anonymous ConfirmAddress",
            "post /api/users/email/confirmation Anonymous AskForConfirmation",
            "post /api/users/email/undo Anonymous UndoEmailChange",
            "post /api/users/guest Anonymous PlayAsGuest",
            "post /api/users/login Anonymous LogIn",
            "post /api/users/login/organisation Anonymous LogInWithOrganisation",
            "post /api/users/login/passkey Anonymous LogInWithPasskey",
            "post /api/users/login/passkey/options Anonymous AskForPasskeySignIn",
            "post /api/users/logout Anonymous LogOut",
            "post /api/users/organisation Anonymous LinkOrganisation",
            "post /api/users/passkeys Anonymous AddPasskey",
            "post /api/users/passkeys/options Anonymous AskForPasskey",
            "post /api/users/password/forgotten Anonymous ForgetPassword",
            "post /api/users/password/reset Anonymous ResetPassword",
            "post /api/users/refresh Anonymous RefreshSession",
            "post /api/users/register Anonymous RegisterUser",
            "post /api/users/second-factor/options Anonymous AskForSecondFactor",
            "post /api/users/second-factor/recovery-codes Anonymous RenewRecoveryCodes",
            "post /api/users/signing-keys Anonymous RotateKeys",
            "post /api/users/{id:length(32)}/reports Anonymous ReportName",
            "put /api/users/passkeys/{id:length(32)} Anonymous RenamePasskey",
            "put /api/users/reports/{id:length(32)}/closed Anonymous CloseNameReport",
            "put /api/users/second-factor Anonymous TurnOnSecondFactor",
            "put /api/users/{id:length(32)}/roles Anonymous SetRoles",
        ],
        Functions.Routes(App));

    [Fact]
    public void These_functions_run_by_the_clock() => Assert.Equal(
        [
            "0 */10 * * * * SendPendingEvents",
            "20 10 * * * * ForgetExpired",
            "30 */10 * * * * FinishCleanups",
            "40 */10 * * * * SendLetters",
        ],
        Functions.Timers(App));

    /// <summary>Everything but these needs a bearer token: the slice asks for it before anything else.</summary>
    [Fact]
    public void Only_these_functions_do_without_a_bearer_token()
    {
        var open = Functions.StartedBy<HttpTriggerAttribute>(App)
            .Where(f => !f.Method.DeclaringType!.GetConstructors().Single().GetParameters().Any(p => p.ParameterType == typeof(Platform.BearerTokens)))
            .Select(f => f.Name);

        Assert.Equal(
            [
                "AskForPasskeySignIn", "ConfirmAddress", "ForgetPassword", "GetGuests", "GetLetters", "Health", "LogIn", "LogInWithOrganisation",
                "LogInWithPasskey", "PlayAsGuest", "PublishKeys", "PublishOpenIdConfiguration", "RefreshSession", "RegisterUser", "ResetPassword",
                "UndoEmailChange",
            ],
            open.Order());
    }

    [Fact]
    public async Task The_migrations_make_the_model()
    {
        await using var store = new TestStore<UsersDb>();

        Assert.False(await store.With(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }
}
