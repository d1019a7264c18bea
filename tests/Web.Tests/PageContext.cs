using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Moq;
using QuizPlatform.Platform;
using QuizPlatform.Web.Session;

namespace QuizPlatform.Web.Tests;

/// <summary>Renders pages in front of apps that answer what a test says.</summary>
public abstract class PageContext : BunitContext
{
    private readonly StandIn _apps = new();

    protected PageContext()
    {
        Services.AddWebClient(secret: null, apps: _ => _apps);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(Mock.Of<IWebHostEnvironment>(host => host.WebRootFileProvider == new NullFileProvider()));
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        RenderTree.Add<CascadingValue<HttpContext>>(cascading => cascading.Add(value => value.Value, Visit));
    }

    /// <summary>The visitor's request; nobody is signed in.</summary>
    protected HttpContext Visit { get; } = new DefaultHttpContext();

    /// <summary>What the apps were asked: <c>GET http://quizzes/api/quizzes?limit=6</c>, and the body.</summary>
    protected IReadOnlyList<(string Request, string Body)> Asked => _apps.Asked;

    /// <summary>
    /// The apps answer a request, e.g. <c>GET http://quizzes/api/quizzes</c> whatever its query, or one with a query, with that; what no test names is 404.
    /// </summary>
    protected void Answer(string request, object body, int status = 200) => _apps.Answers[request] = (status, JsonSerializer.Serialize(body, Json.Options));

    protected void SignIn(string userId, string name = "Ann", params string[] roles) =>
        Visit.User = new(new ClaimsIdentity(
            [new(Person.Id, userId), new(Person.Name, name), .. roles.Select(role => new Claim(Person.Role, role))], "test", Person.Name, Person.Role));

    /// <summary>Pages are in that language until this is disposed of.</summary>
    protected static IDisposable Speaking(string language)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return new Finally(() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before);
    }

    private sealed class Finally(Action act) : IDisposable
    {
        public void Dispose() => act();
    }

    private sealed class StandIn : HttpMessageHandler
    {
        public Dictionary<string, (int Status, string Body)> Answers { get; } = [];

        public List<(string, string)> Asked { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Asked.Add(($"{request.Method} {request.RequestUri}", body));
            var (status, json) = Answers.TryGetValue($"{request.Method} {request.RequestUri}", out var answer)
                ? answer
                : Answers.GetValueOrDefault($"{request.Method} {request.RequestUri!.GetLeftPart(UriPartial.Path)}", (404, "{}"));
            return new((HttpStatusCode)status)
            {
                Content = new StringContent(json, Encoding.UTF8, status < 400 ? "application/json" : "application/problem+json"),
            };
        }
    }
}
