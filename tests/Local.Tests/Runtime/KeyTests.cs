using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.LocalRuntime;

namespace QuizPlatform.Local.Tests.Runtime;

public sealed class KeyTests
{
    [Theory]
    [InlineData("/keyed", "function", HttpStatusCode.OK)]
    [InlineData("/keyed", "master", HttpStatusCode.OK)]
    [InlineData("/keyed", "other", HttpStatusCode.Unauthorized)]
    [InlineData("/keyed", null, HttpStatusCode.Unauthorized)]
    [InlineData("/master", "function", HttpStatusCode.Unauthorized)]
    [InlineData("/master", "master", HttpStatusCode.OK)]
    [InlineData("/open", null, HttpStatusCode.OK)]
    public async Task A_function_asks_for_the_key_of_its_level(string path, string? key, HttpStatusCode expected)
    {
        await using var app = await RuntimeApp.Start(typeof(Levels));
        var keys = FunctionKeys.Of(Path.Combine(app.Folder, "data"), "sample");
        var value = key switch { "function" => keys.FunctionKey, "master" => keys.MasterKey, _ => key };

        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (value is not null)
            request.Headers.Add("x-functions-key", value);

        Assert.Equal(expected, (await app.Client.SendAsync(request)).StatusCode);
        Assert.Equal(expected, (await app.Client.GetAsync($"{path}?code={value}")).StatusCode);
    }

    [Fact]
    public async Task A_key_in_the_settings_stands_in_for_the_one_in_the_file()
    {
        var setup = new RuntimeSetup { Functions = [typeof(Levels)], Environment = new() { ["Local__FunctionKey"] = "told-to-both" } };
        await using var app = await RuntimeApp.Start(setup);

        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("/keyed?code=told-to-both")).StatusCode);
    }

    [Fact]
    public void Keys_are_made_once_and_readable_by_their_owner_only()
    {
        var folder = Directory.CreateTempSubdirectory("runtime-tests-");

        var first = FunctionKeys.Of(folder.FullName, "sample");
        var second = FunctionKeys.Of(folder.FullName, "sample");

        Assert.Equal(first, second);
        Assert.NotEqual(first, FunctionKeys.Of(folder.FullName, "another"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.FullName, "keys", "sample.json")));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    public void A_damaged_key_file_stops_the_start_with_a_sentence(string content)
    {
        var folder = Directory.CreateTempSubdirectory("runtime-tests-");
        folder.CreateSubdirectory("keys");
        File.WriteAllText(Path.Combine(folder.FullName, "keys", "sample.json"), content);

        Assert.Contains("sample.json is damaged", Assert.Throws<StartupException>(() => FunctionKeys.Of(folder.FullName, "sample")).Message);
        folder.Delete(recursive: true);
    }

    public sealed class Levels
    {
        [Function("Keyed")]
        public IResult Keyed([HttpTrigger(AuthorizationLevel.Function, "get", Route = "keyed")] HttpRequest request) => TypedResults.Ok();

        [Function("Master")]
        public IResult Master([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "master")] HttpRequest request) => TypedResults.Ok();

        [Function("Open")]
        public IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open")] HttpRequest request) => TypedResults.Ok();
    }
}
