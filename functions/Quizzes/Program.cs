using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using QuizPlatform.Hosting;
using QuizPlatform.Quizzes;

var builder = FunctionsApplication.CreateBuilder(args);
builder.AddPlatform("quiz-service");
builder.AddTelemetry();
builder.AddDatabase<QuizzesDb>("quizzes");
builder.AddEvents("quizzes");
builder.AddAccessTokens<QuizzesDb>();
builder.AddQuizzes();
builder.Build().Run();
