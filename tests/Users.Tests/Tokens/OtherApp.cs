using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using QuizPlatform.Hosting;
using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

/// <summary>An app that verifies tokens with the keys it fetches from the Users app.</summary>
internal sealed class OtherApp : HttpMessageHandler, IHttpClientFactory, IDbContextFactory<OtherDb>, IRevocations, IAsyncDisposable
{
    private readonly UsersApp _users;
    private readonly RemoteKeySet<OtherDb> _keys;
    private readonly BearerTokens _tokens;
    private readonly SqliteConnection _store = new("Data Source=:memory:");

    public OtherApp(UsersApp users)
    {
        _users = users;
        _store.Open();
        using var db = CreateDbContext();
        db.Database.EnsureCreated();
        _keys = new RemoteKeySet<OtherDb>(this, this, users.Clock, NullLogger<RemoteKeySet<OtherDb>>.Instance);
        _tokens = new BearerTokens(_keys, this, Options.Create(new TokenOptions()), users.Clock);
    }

    public bool UsersIsDown { get; set; }

    /// <summary>Whom the token speaks for; null when it is refused.</summary>
    public async Task<string?> Believes(string token)
    {
        try
        {
            return (await _tokens.Require(TestHttp.Request("GET", token: token), default)).UserId;
        }
        catch (ProblemException e) when (e.Status == 401)
        {
            return null;
        }
    }

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false) { BaseAddress = new Uri("http://users/") };

    public OtherDb CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<OtherDb>();
        options.UseSqlite(_store).UseDocuments();
        return new OtherDb(options.Options);
    }

    public ValueTask<bool> Contains(Caller caller, CancellationToken cancellation) => new(false);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (UsersIsDown)
            throw new HttpRequestException("Connection refused");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent((await _users.Keys()).Json!.ToJsonString(), Encoding.UTF8, "application/json") };
    }
}

internal sealed class OtherDb(DbContextOptions<OtherDb> options) : DocumentDb(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Document<RememberedKeys>();
}
