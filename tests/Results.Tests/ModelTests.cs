using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Testing;

namespace QuizPlatform.Results.Tests;

public class ModelTests
{
    [Fact]
    public async Task The_migrations_make_the_model()
    {
        await using var store = new TestStore<ResultsDb>();

        Assert.False(await store.With(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }

    [Fact]
    public void The_routes_are_those_of_the_contract()
    {
        var routes = from type in typeof(ResultsDb).Assembly.GetTypes()
                     from method in type.GetMethods()
                     where method.GetCustomAttribute<FunctionAttribute>() is not null
                     from parameter in method.GetParameters()
                     let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
                     where trigger is not null
                     select $"{string.Join(',', trigger.Methods!)} /{trigger.Route} {trigger.AuthLevel}";

        Assert.Equal(
            [
                "get /api/leaderboard Anonymous",
                "get /api/results/quiz/{id} Anonymous",
                "get /api/results/user/{id} Anonymous",
                "get /api/results/{id} Anonymous",
                "get /health Anonymous",
                "post /api/results/submit Anonymous",
            ],
            routes.Order(StringComparer.Ordinal));
    }
}
