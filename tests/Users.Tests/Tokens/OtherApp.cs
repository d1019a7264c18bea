using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using QuizPlatform.Hosting;
using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

/// <summary>An app that verifies tokens with the keys it fetches from the Users app.</summary>
internal sealed class OtherApp : HttpMessageHandler, IDbContextFactory<OtherDb>, IAsyncDisposable
{
    private readonly UsersApp _users;
    private readonly BearerTokens _tokens;
    private readonly SqliteConnection _store = new("Data Source=:memory:");

    public OtherApp(UsersApp users)
    {
        _users = users;
        _store.Open();
        using var db = CreateDbContext();
        db.Database.EnsureCreated();
        var http = Mock.Of<IHttpClientFactory>(h => h.CreateClient(It.IsAny<string>()) == new HttpClient(this) { BaseAddress = new Uri("http://users/") });
        var keys = new RemoteKeySet<OtherDb>(http, this, users.Clock, NullLogger<RemoteKeySet<OtherDb>>.Instance);
        _tokens = new BearerTokens(keys, Mock.Of<IRevocations>(), Options.Create(new TokenOptions()), users.Clock);
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

    public OtherDb CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<OtherDb>();
        options.UseSqlite(_store).UseDocuments();
        return new OtherDb(options.Options);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (UsersIsDown)
            throw new HttpRequestException("Connection refused");
        var keys = (await _users.Keys()).Json!.ToJsonString();
        return new HttpResponseMessage { Content = new StringContent(keys, Encoding.UTF8, "application/json") };
    }
}

internal sealed class OtherDb(DbContextOptions<OtherDb> options) : DocumentDb(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Document<RememberedKeys>();
}
