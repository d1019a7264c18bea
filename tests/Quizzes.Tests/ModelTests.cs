using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Testing;

namespace QuizPlatform.Quizzes.Tests;

public class ModelTests
{
    [Fact]
    public async Task The_migrations_make_the_model()
    {
        await using var store = new TestStore<QuizzesDb>();

        Assert.False(await store.With(db => Task.FromResult(db.Database.HasPendingModelChanges())));
    }

    [Fact]
    public void The_triggers_are_those_of_the_contract()
    {
        var triggers = from type in typeof(QuizzesDb).Assembly.GetTypes()
                       from method in type.GetMethods()
                       let function = method.GetCustomAttribute<FunctionAttribute>()
                       where function is not null
                       from parameter in method.GetParameters()
                       from trigger in parameter.GetCustomAttributes()
                       let text = trigger switch
                       {
                           HttpTriggerAttribute http => $"{string.Join(',', http.Methods!)} /{http.Route} {http.AuthLevel}",
                           ServiceBusTriggerAttribute bus => $"message {bus.TopicName}/{bus.SubscriptionName} {bus.Connection}",
                           TimerTriggerAttribute timer => $"timer {timer.Schedule} {timer.RunOnStartup}",
                           _ => null,
                       }
                       where text is not null
                       select $"{function.Name}: {text}";

        Assert.Equal(
            [
                "ArchiveQuiz: delete /api/quizzes/{id:length(32)} Anonymous",
                "CreateQuiz: post /api/quizzes Anonymous",
                "FeatureQuiz: put /api/quizzes/{id:length(32)}/featured Anonymous",
                "GetAnswerKey: get /api/internal/quizzes/{id:length(32)}/answer-key Function",
                "GetCategories: get /api/quizzes/categories Anonymous",
                "GetOverview: get /api/quizzes/stats/overview Anonymous",
                "GetQuiz: get /api/quizzes/{id:length(32)} Anonymous",
                "Health: get /health Anonymous",
                "ListQuizzes: get /api/quizzes Anonymous",
                "OnUserEvent: message users/quizzes ServiceBus",
                "PublishQuiz: post /api/quizzes/{id:length(32)}/publish Anonymous",
                "SampleQuizzes: timer 0 */5 * * * * True",
                "SendPendingEvents: timer */10 * * * * * True",
                "UpdateQuiz: put /api/quizzes/{id:length(32)} Anonymous",
            ],
            triggers.Order(StringComparer.Ordinal));
    }
}
