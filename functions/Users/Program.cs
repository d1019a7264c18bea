using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using QuizPlatform.Hosting;
using QuizPlatform.Users;

var builder = FunctionsApplication.CreateBuilder(args);
builder.AddPlatform("user-service");
builder.AddTelemetry();
builder.AddDatabase<UsersDb>("users");
builder.AddEvents("users");
builder.AddSigningKeys();
builder.AddErasureList();
builder.AddOwnIdentity();
builder.AddAccounts();
builder.Build().Run();
