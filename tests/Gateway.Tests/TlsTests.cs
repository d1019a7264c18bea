using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace QuizPlatform.Gateway.Tests;

/// <summary>HTTPS at the gateway by the server's own settings, and by a proxy before it.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quizplatform-tls-");

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=quiz.example.org" },
    });

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Certificate_and_key_are_files_and_http_2_is_spoken()
    {
        await using var door = await OpenTls();

        using var answer = await Ask(door, "/api/quizzes", HttpVersion.Version20);

        Assert.Equal((200, HttpVersion.Version20), ((int)answer.StatusCode, answer.Version));
    }

    [Theory]
    [InlineData("/api/quizzes")]
    [InlineData("/sign-in")]
    [InlineData("/nothing")]
    [InlineData("/health")]
    public async Task Whoever_came_by_https_is_told_to_stay_there(string path)
    {
        await using var door = await OpenTls();
        using var answer = await Ask(door, path);
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));

        await using var plain = await Door.Open();
        using var byHttp = await Ask(plain, path);
        Assert.False(byHttp.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task On_localhost_other_programs_may_speak_http()
    {
        await using var door = await OpenTls();
        using var answer = await Ask(door, "/health", host: "localhost");

        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Also_behind_a_proxy_that_ends_it()
    {
        await using var door = await Door.Open("ForwardedHeaders_Enabled=true"); // as ASPNETCORE_FORWARDEDHEADERS_ENABLED sets it
        using var answer = await Ask(door, "/health", forwarded: "https");

        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task What_a_client_says_of_a_proxy_is_not_believed_where_there_is_none()
    {
        await using var door = await Door.Open();
        using var answer = await Ask(door, "/health", forwarded: "https");

        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    private async Task<Door> OpenTls()
    {
        var (certificate, key) = (Path.Combine(_folder.FullName, "fullchain.pem"), Path.Combine(_folder.FullName, "privkey.pem"));
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var own = new CertificateRequest("CN=quiz.example.org", pair, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.Now, DateTimeOffset.Now.AddDays(1));
        await File.WriteAllTextAsync(certificate, own.ExportCertificatePem());
        await File.WriteAllTextAsync(key, pair.ExportPkcs8PrivateKeyPem());
        return await Door.Open(
            "Kestrel:Endpoints:Tls:Url=https://127.0.0.1:0",
            $"Kestrel:Certificates:Default:Path={certificate}", $"Kestrel:Certificates:Default:KeyPath={key}");
    }

    private Task<HttpResponseMessage> Ask(Door door, string path, Version? version = null, string host = "quiz.example.org", string? forwarded = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(door.Http.BaseAddress!, path)) { Headers = { Host = host } };
        if (version is not null)
            (request.Version, request.VersionPolicy) = (version, HttpVersionPolicy.RequestVersionExact);
        if (forwarded is not null)
            request.Headers.Add("X-Forwarded-Proto", forwarded);
        return _http.SendAsync(request);
    }
}
