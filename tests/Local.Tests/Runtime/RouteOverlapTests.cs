using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.LocalRuntime;
using QuizPlatform.LocalRuntime.Http;
using QuizPlatform.Testing;

namespace QuizPlatform.Local.Tests.Runtime;

public sealed class RouteOverlapTests
{
    [Theory]
    [InlineData("quizzes", "quizzes")]
    [InlineData("quizzes", "QUIZZES")]
    [InlineData("quizzes/{id}", "quizzes/categories")]
    [InlineData("quizzes/{id}", "quizzes/{name}")]
    [InlineData("quizzes/{id:length(10)}", "quizzes/categories")]
    [InlineData("{what}/list", "quizzes/{id}")]
    [InlineData("quizzes/{id?}", "quizzes")]
    [InlineData("quizzes/{*rest}", "quizzes/a/b")]
    [InlineData("quizzes/{*rest}", "quizzes")]
    [InlineData("quizzes/{n:int}", "quizzes/{n:range(1,5)}")]
    [InlineData("quizzes/{n:int}", "quizzes/{id:length(26)}")]    // 26 digits with zeros before them are an int
    [InlineData("{file}.{type}", "{name}")]
    [InlineData("quizzes/{n:int}", "quizzes/{word:alpha}")]    // never in truth: only lengths and fixed texts are compared
    public void Routes_that_may_match_one_path_overlap(string a, string b) => Assert.True(Overlap(a, b) && Overlap(b, a));

    [Theory]
    [InlineData("quizzes", "results")]
    [InlineData("quizzes", "quizzes/{id}")]
    [InlineData("quizzes/{id}", "quizzes/stats/overview")]
    [InlineData("quizzes/{id:length(26)}", "quizzes/categories")]
    [InlineData("quizzes/{id:guid}", "quizzes/categories")]
    [InlineData("quizzes/{n:int}", "quizzes/categories")]
    [InlineData("quizzes/{id:length(26)}", "quizzes/{id:maxlength(25)}")]
    [InlineData("quizzes/{id:regex(^q_.+$)}", "quizzes/categories")]
    [InlineData("quizzes/{a?}", "quizzes/{b}/questions")]
    public void Routes_that_never_match_one_path_do_not_overlap(string a, string b) => Assert.False(Overlap(a, b) || Overlap(b, a));

    [Fact]
    public void An_app_with_overlapping_routes_refuses_to_start_and_names_both_functions()
    {
        var refusal = Assert.Throws<StartupException>(() => Start(typeof(Overlapping)));

        Assert.Contains("ByCategory", refusal.Message);
        Assert.Contains("ById", refusal.Message);
    }

    [Fact]
    public void Another_method_is_another_route() => Start(typeof(Separate)).Dispose();

    [Fact]
    public void Two_functions_of_one_name_are_refused() => Assert.Contains("Twin", Assert.Throws<StartupException>(() => Start(typeof(Twins))).Message);

    [Theory]
    [InlineData(typeof(Admin))]
    [InlineData(typeof(Malformed))]
    public void A_route_that_the_functions_host_would_not_take_is_refused(Type functions)
        => Assert.Contains("the route", Assert.Throws<StartupException>(() => Start(functions)).Message);

    private static Microsoft.Extensions.Hosting.IHost Start(Type functions)
    {
        var folder = Directory.CreateTempSubdirectory("runtime-tests-");
        try
        {
            return RuntimeApp.Build(new RuntimeSetup { Functions = [functions] }, folder.FullName, new LogLines());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool Overlap(string a, string b)
    {
        using var services = new ServiceCollection().AddLogging().AddRouting().BuildServiceProvider();
        return RouteOverlaps.ShareAPath(RoutePatternFactory.Parse(a), RoutePatternFactory.Parse(b), services.GetRequiredService<ParameterPolicyFactory>());
    }

    public sealed class Overlapping
    {
        [Function("ById")]
        public IResult ById([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "quizzes/{id}")] HttpRequest request, string id) => TypedResults.Ok(id);

        [Function("ByCategory")]
        public IResult ByCategory([HttpTrigger(AuthorizationLevel.Anonymous, "GET", Route = "quizzes/categories")] HttpRequest request) => TypedResults.Ok();
    }

    public sealed class Separate
    {
        [Function("Read")]
        public IResult Read([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "quizzes/{id}")] HttpRequest request, string id) => TypedResults.Ok(id);

        [Function("Write")]
        public IResult Write([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "quizzes/{id}")] HttpRequest request, string id) => TypedResults.Ok(id);
    }

    public sealed class Twins
    {
        [Function("Twin")]
        public IResult A([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "a")] HttpRequest request) => TypedResults.Ok();

        [Function("twin")]
        public IResult B([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "b")] HttpRequest request) => TypedResults.Ok();
    }

    public sealed class Admin
    {
        [Function("Admin")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "admin/things")] HttpRequest request) => TypedResults.Ok();
    }

    public sealed class Malformed
    {
        [Function("Malformed")]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{id")] HttpRequest request) => TypedResults.Ok();
    }
}
