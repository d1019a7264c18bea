using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

/// <summary>The Users app in words.</summary>
internal sealed class UsersApp : TestApp<UsersDb>
{
    public const string Password = "correct-horse-battery";
    public const string Home = TestHttp.Home;

    /// <param name="store">Another app's, to see what outlives a restart.</param>
    public UsersApp(TestStore<UsersDb>? store = null, params (string Name, string Value)[] settings)
        : base(store, [("Passwords:Iterations", "1000"), ("Mail:Folder", "nowhere"), .. settings])
    {
        Get<SigningKeys>().Refresh(default).GetAwaiter().GetResult(); // the store in memory never waits
    }

    public MemoryKeyStore KeyStore { get; } = new();
    public MemoryErasureList Erasures { get; } = new();
    public MemoryMail Mail { get; } = new();
    public CountingHasher Hasher => Get<CountingHasher>();

    public Task Sweep() => Run<FinishCleanups>(f => f.Run(new(), default));

    /// <summary>What the app does before it answers anybody.</summary>
    public Task DeleteAgain() => Run<DeleteAgain>(start => start.StartingAsync(default));

    public Task Forget() => Run<ForgetExpired>(f => f.Run(new(), default));

    public Task<Answer> Register(string name, string? email = null, string password = Password, string? displayName = null) =>
        Register(new { username = name, email = email ?? $"{name}@example.org", password, displayName });

    public Task<Answer> Register(object body) =>
        Call<RegisterUser>(TestHttp.Request("POST", "/api/users/register", body), (f, request) => f.Run(request, default));

    public Task<Answer> LogIn(string username, string password = Password, string address = Home, string? code = null) =>
        LogIn(new { username, password, code }, address);

    public Task<Answer> LogIn(object body, string address = Home)
    {
        var request = TestHttp.Request("POST", "/api/users/login", body, null, ("User-Agent", "Test/1.0"));
        request.HttpContext.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return Call<LogIn>(request, (f, r) => f.Run(r, default));
    }

    /// <summary>Somebody who has turned the second factor on, the app that generates codes, and the recovery codes.</summary>
    /// <param name="person">Who has signed in before; null: somebody new.</param>
    public async Task<(Person Person, Codes Codes, string[] Recovery)> WithSecondFactor(string name, Person? person = null)
    {
        person ??= await SignedIn(name);
        var asked = await person.AskForSecondFactor();
        var codes = new Codes(asked.Value<string>("secret"), Clock);
        var on = await person.TurnOnSecondFactor(asked, codes.Now());
        Assert.Equal(200, on.Status);
        return (person, codes, [.. on.Json!["codes"]!.AsArray().Select(code => (string)code!)]);
    }

    public Task<Answer> AskForPasskeySignIn() =>
        Call<AskForPasskeySignIn>(TestHttp.Request("POST", "/api/users/login/passkey/options"), (f, r) => f.Run(r));

    /// <summary>Signs in with what the browser shows for what it was asked.</summary>
    public Task<Answer> LogInWithPasskey(Answer asked, JsonNode credential, string? guestRefreshToken = null) => Call<LogInWithPasskey>(
        TestHttp.Request("POST", "/api/users/login/passkey", new { state = asked.Value<string>("state"), credential, guestRefreshToken }),
        (f, r) => f.Run(r, default));

    public async Task<Answer> LogInWithPasskey(TestAuthenticator device, string? guestRefreshToken = null)
    {
        var asked = await AskForPasskeySignIn();
        return await LogInWithPasskey(asked, device.Show(asked.Json!["options"]!), guestRefreshToken);
    }

    public Task<Answer> SignInByOrganisation((string IdToken, string NonceSecret) shown, string? guestRefreshToken = null) =>
        Call<LogInWithOrganisation>(
            TestHttp.Request("POST", "/api/users/login/organisation", new { shown.IdToken, shown.NonceSecret, guestRefreshToken }),
            (f, r) => f.Run(r, default));

    public Task<Answer> PlayAsGuest(object? body = null, string? languages = null, string address = Home)
    {
        var request = TestHttp.Request(
            "POST", "/api/users/guest", body ?? new { }, null, languages is null ? [] : [("Accept-Language", languages)]);
        request.HttpContext.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return Call<PlayAsGuest>(request, (f, r) => f.Run(r, default));
    }

    public Task<Answer> Letters() => Call<GetLetters>(TestHttp.Request("GET", "/api/users/letters"), (f, r) => Task.FromResult(f.Run(r)));

    public Task<Answer> GuestTerms() => Call<GetGuests>(TestHttp.Request("GET", "/api/users/guest"), (f, r) => Task.FromResult(f.Run(r)));

    /// <summary>Who was signed in by that answer.</summary>
    public Person PersonOf(Answer answer) =>
        new(this, answer.Value<string>("user.id"), answer.Value<string>("token"), answer.Value<string>("refreshToken"));

    /// <summary>Somebody who has registered and signed in; the letter that came of it is thrown away.</summary>
    public async Task<Person> SignedIn(string name)
    {
        var registered = await Register(name);
        Assert.Equal(201, registered.Status);
        await DeliverMail();
        Mail.Clear();
        return await Session(name);
    }

    /// <summary>One more session of somebody who has registered.</summary>
    public async Task<Person> Session(string name, string password = Password)
    {
        var answer = await LogIn(name, password);
        Assert.Equal(200, answer.Status);
        return PersonOf(answer);
    }

    public Task<Answer> Refresh(string refreshToken) =>
        Call<RefreshSession>(TestHttp.Request("POST", "/api/users/refresh", new { refreshToken }), (f, request) => f.Run(request, default));

    /// <summary>Asks for a letter with a new password's link, and has everything delivered that follows.</summary>
    public async Task<Answer> ForgetPassword(string email, string language = "en", CancellationToken kill = default)
    {
        var request = TestHttp.Request("POST", "/api/users/password/forgotten", new { email }, null, ("Accept-Language", language));
        var answer = await Call<ForgetPassword>(request, (f, r) => f.Run(r, default));
        await DeliverMail(kill);
        return answer;
    }

    public Task<Answer> Reset(string token, string password, string? code = null) =>
        Call<ResetPassword>(TestHttp.Request("POST", "/api/users/password/reset", new { token, password, code }), (f, r) => f.Run(r, default));

    public Task<Answer> Confirm(string token) =>
        Call<ConfirmAddress>(TestHttp.Request("POST", "/api/users/email/confirm", new { token }), (f, r) => f.Run(r, default));

    public Task<Answer> UndoEmailChange(string token, string password, string? code = null) =>
        Call<UndoEmailChange>(TestHttp.Request("POST", "/api/users/email/undo", new { token, password, code }), (f, r) => f.Run(r, default));

    /// <summary>Delivers everything sent so far, and what comes of it.</summary>
    /// <param name="kill">Ends it where it is.</param>
    public async Task DeliverMail(CancellationToken kill = default)
    {
        for (var delivered = 0; delivered < Sent.All.Count; delivered++)
            await Run<OnMailEvent>(f => f.Run(Sent.All[delivered].Body, kill));
    }

    /// <summary>Sends the letters that were left.</summary>
    public Task Post() => Run<SendLetters>(f => f.Finish(default));

    public Task<Answer> Report(string userId, object body, string address = Home)
    {
        var request = TestHttp.Request("POST", "/", body);
        request.HttpContext.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(address);
        return Call<ReportName>(request, (f, r) => f.Run(r, userId, default));
    }

    public Task<Answer> Keys() => Call<PublishKeys>(TestHttp.Request("GET"), (f, request) => Task.FromResult(f.Run(request)));

    /// <summary>Who the token speaks for, as another function of this app sees it.</summary>
    public async Task<Caller> Verify(string token) => await Get<BearerTokens>().Require(TestHttp.Request("GET", token: token), default);

    protected override void Add(FunctionsApplicationBuilder builder)
    {
        builder.AddAccounts();
        builder.Services.AddSingleton<ISigningKeyStore>(KeyStore);
        builder.Services.AddSingleton<IErasureList>(Erasures);
        builder.Services.AddSingleton<IMailSender>(Mail);
        builder.Services.AddSingleton<CountingHasher>();
        builder.Services.AddSingleton<IPasswordHasher<User>>(provider => provider.GetRequiredService<CountingHasher>());
    }
}

/// <summary>What somebody who is signed in can do.</summary>
internal sealed record Person(UsersApp App, string Id, string Token, string RefreshToken)
{
    public string SessionId => RefreshToken.Split('.')[1];

    public Task<Answer> Profile() => App.Call<GetProfile>(Request("GET"), (f, r) => f.Run(r, default));

    public Task<Answer> Update(object body, string? ifMatch) =>
        App.Call<UpdateProfile>(Request("PATCH", body, ifMatch is null ? [] : [("If-Match", ifMatch)]), (f, r) => f.Run(r, default));

    public Task<Answer> AskForConfirmation() =>
        App.Call<AskForConfirmation>(Request("POST", target: "/api/users/email/confirmation"), (f, r) => f.Run(r, default));

    public Task<Answer> Export() => App.Call<ExportProfile>(Request("GET"), (f, r) => f.Run(r, default));

    public Task<Answer> Delete(string? password = UsersApp.Password, string? code = null) =>
        App.Call<DeleteAccount>(Request("DELETE", new { password, code }), (f, r) => f.Run(r, default));

    public Task<Answer> Organisation() => App.Call<GetOrganisation>(Request("GET"), (f, r) => f.Run(r, default));

    public Task<Answer> Link((string IdToken, string NonceSecret) shown) =>
        App.Call<LinkOrganisation>(Request("POST", new { shown.IdToken, shown.NonceSecret }), (f, r) => f.Run(r, default));

    public Task<Answer> Unlink() => App.Call<UnlinkOrganisation>(Request("DELETE"), (f, r) => f.Run(r, default));

    public Task<Answer> LogOut(string query = "") => App.Call<LogOut>(Request("POST", target: "/api/users/logout" + query), (f, r) => f.Run(r, default));

    public Task<Answer> AskForPasskey(string? password = UsersApp.Password, string? code = null) =>
        App.Call<AskForPasskey>(Request("POST", new { password, code }), (f, r) => f.Run(r, default));

    public Task<Answer> AddPasskey(Answer asked, JsonNode credential, string name = "My phone") => App.Call<AddPasskey>(
        Request("POST", new { name, state = asked.Value<string>("state"), credential }), (f, r) => f.Run(r, default));

    /// <summary>Has that device make a passkey and adds it.</summary>
    public async Task<Answer> AddPasskey(TestAuthenticator device, string name = "My phone", string? code = null)
    {
        var asked = await AskForPasskey(code: code);
        return await AddPasskey(asked, device.Make(asked.Json!["options"]!), name);
    }

    public Task<Answer> Passkeys() => App.Call<ListPasskeys>(Request("GET"), (f, r) => f.Run(r, default));

    public Task<Answer> RenamePasskey(string id, string name) => App.Call<RenamePasskey>(Request("PUT", new { name }), (f, r) => f.Run(r, id, default));

    public Task<Answer> RemovePasskey(string id, string? password = UsersApp.Password, string? code = null) =>
        App.Call<RemovePasskey>(Request("DELETE", new { password, code }), (f, r) => f.Run(r, id, default));

    public Task<Answer> AskForSecondFactor(string? password = UsersApp.Password) =>
        App.Call<AskForSecondFactor>(Request("POST", new { password }), (f, r) => f.Run(r, default));

    public Task<Answer> TurnOnSecondFactor(Answer asked, string code) =>
        App.Call<TurnOnSecondFactor>(Request("PUT", new { state = asked.Value<string>("state"), code }), (f, r) => f.Run(r, default));

    public Task<Answer> SecondFactor() => App.Call<GetSecondFactor>(Request("GET"), (f, r) => f.Run(r, default));

    public Task<Answer> TurnOffSecondFactor(string code, string password = UsersApp.Password) =>
        App.Call<TurnOffSecondFactor>(Request("DELETE", new { password, code }), (f, r) => f.Run(r, default));

    public Task<Answer> RenewRecoveryCodes(string code, string password = UsersApp.Password) =>
        App.Call<RenewRecoveryCodes>(Request("POST", new { password, code }), (f, r) => f.Run(r, default));

    public Task<Answer> Sessions() => App.Call<ListSessions>(Request("GET"), (f, r) => f.Run(r, default));

    public Task<Answer> Revoke(string sessionId) => App.Call<RevokeSession>(Request("DELETE"), (f, r) => f.Run(r, sessionId, default));

    public Task<Answer> Reports(string query = "") => App.Call<ListNameReports>(Request("GET", target: "/" + query), (f, r) => f.Run(r, default));

    public Task<Answer> CloseReport(string id, object body) => App.Call<CloseNameReport>(Request("PUT", body), (f, r) => f.Run(r, id, default));

    public Task<Answer> ResetName(string userId) => App.Call<ResetName>(Request("DELETE"), (f, r) => f.Run(r, userId, default));

    public Task<Answer> Close(string userId) => App.Call<CloseAccount>(Request("DELETE"), (f, r) => f.Run(r, userId, default));

    public Task<Answer> TurnOffSecondFactorOf(string userId) =>
        App.Call<TurnOffUserSecondFactor>(Request("DELETE"), (f, r) => f.Run(r, userId, default));

    public Task<Answer> EndSessionsOf(string userId) => App.Call<EndUserSessions>(Request("DELETE"), (f, r) => f.Run(r, userId, default));

    public Task<Answer> Find(string search, string query = "") =>
        App.Call<FindUsers>(Request("GET", target: $"/api/users?search={Uri.EscapeDataString(search)}{query}"), (f, r) => f.Run(r, default));

    public Task<Answer> SetRoles(string userId, params string[] roles) =>
        App.Call<SetRoles>(Request("PUT", new { roles }), (f, r) => f.Run(r, userId, default));

    public Task<Answer> RotateKeys() => App.Call<RotateKeys>(Request("POST"), (f, r) => f.Run(r, default));

    public HttpRequest Request(string method, object? body = null, (string, string)[]? headers = null, string target = "/") =>
        TestHttp.Request(method, target, body, Token, headers ?? []);
}
