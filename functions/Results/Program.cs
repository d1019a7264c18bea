using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using QuizPlatform.Hosting;
using QuizPlatform.Results;

var builder = FunctionsApplication.CreateBuilder(args);
builder.AddPlatform("results-service");
builder.AddTelemetry();
builder.AddDatabase<ResultsDb>("results");
builder.AddEvents("results");
builder.AddAccessTokens<ResultsDb>();
builder.AddResults();
builder.Build().Run();
