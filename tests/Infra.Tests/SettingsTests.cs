using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Platform;

namespace QuizPlatform.Infra.Tests;

/// <summary>The settings the code reads are the settings that are set, app by app: in Azure, in compose, and in the sample for Core Tools.</summary>
public partial class SettingsTests
{
    private static readonly string[] Everywhere = ["Tokens:Issuer", "Tokens:Audience"];

    private static readonly string[] Organisation =
    [
        "Organisation:Authority", "Organisation:ClientId", "Organisation:CreateAccounts",
        "Organisation:RolesClaim", "Organisation:AuthorRole", "Organisation:AdminRole",
    ];

    private static readonly Dictionary<string, string[]> Own = new()
    {
        ["users"] = ["Users:AdminEmail", "Users:Guests", "RateLimits:AddressHeader", "Mail:Site", .. Organisation],
        ["quizzes"] = ["Services:Users", "Quizzes:AuthorsOnly", "Quizzes:LeaderboardCounts"],
        ["results"] = ["Services:Users", "Services:Quizzes", "Services:QuizzesKey", "Results:RankedQuizzes", "Results:BoardShards"],
    };

    private static readonly string[] InAzure =
        ["Cosmos:AccountEndpoint", "ServiceBus:fullyQualifiedNamespace", "AZURE_CLIENT_ID", "APPLICATIONINSIGHTS_CONNECTION_STRING", "Gateway:Key"];

    private static readonly string[] WithEmulators = ["Cosmos:ConnectionString", "ServiceBus"];
    private const string Vault = "KeyVault:Uri"; // users, in Azure
    private const string MailFolder = "Mail:Folder"; // users, with the emulators
    private static readonly string[] Mail = ["Mail:Endpoint", "Mail:From"]; // users, in Azure unless letters are off

    // Read by the Functions host and by the extensions, not by our code.
    private static readonly string[] HostInAzure =
    [
        "AzureWebJobsStorage:accountName", "AzureWebJobsStorage:credential", "AzureWebJobsStorage:clientId",
        "ServiceBus:credential", "ServiceBus:clientId", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
    ];

    // Have a default that fits everywhere; set by whoever tunes.
    private static readonly string[] Tuning =
    [
        "RateLimits:Enabled", "Passwords:Iterations", "Users:UnconfirmedPublish", "Passkeys:Origins", "Passkeys:RpId",
        "Mail:SmtpHost", "Mail:SmtpPort", "Mail:SmtpUser", "Mail:SmtpPassword", "Mail:SmtpTls",
    ];

    [Fact]
    public void The_list_above_is_what_the_code_reads()
    {
        string[] listed = [.. Everywhere, .. Own.Values.SelectMany(own => own), .. InAzure, .. WithEmulators, Vault, MailFolder, .. Mail, .. Tuning];

        Assert.Equal(listed.Distinct().Order(StringComparer.Ordinal), ReadByCode().Distinct().Order(StringComparer.Ordinal));
    }

    [BicepFact]
    public void Bicep_sets_just_these()
    {
        foreach (var resources in Deployment.All)
        {
            foreach (var site in Deployment.Of(resources, "Microsoft.Web/sites"))
            {
                var app = Deployment.AppOf((string)site["name"]!);
                var settings = Settings(site).Keys.Select(Key);
                string[] expected = [.. Everywhere, .. Own[app], .. InAzure, .. HostInAzure, .. app == "users" ? (string[])[Vault, .. Mail] : []];

                Assert.Equal(expected.Order(StringComparer.Ordinal), settings.Order(StringComparer.Ordinal));
            }
        }
    }

    [BicepFact]
    public void Every_app_believes_the_tokens_of_the_users_app_and_no_others()
    {
        foreach (var sites in Deployment.All.Select(resources => Deployment.Of(resources, "Microsoft.Web/sites").ToList()))
        {
            var issuer = $"https://{sites.Single(s => Deployment.AppOf((string)s["name"]!) == "users")["name"]}.azurewebsites.net";
            foreach (var settings in sites.Select(Settings))
            {
                Assert.Equal(issuer, settings["Tokens__Issuer"]);
                Assert.Equal(new TokenOptions().Audience, settings["Tokens__Audience"]);
            }
        }
    }

    [Fact]
    public void Compose_sets_just_these()
    {
        foreach (var (app, service) in Compose.Apps)
        {
            string[] expected =
            [
                .. Everywhere, .. Own[app], .. WithEmulators, "AzureWebJobsStorage", "AzureFunctionsWebHost:hostid", "Gateway:Key",
                "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SERVICE_NAME", .. app == "users" ? (string[])[MailFolder] : [],
            ];

            Assert.Equal(expected.Order(StringComparer.Ordinal), Compose.Environment(service).Keys.Select(Key).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void The_sample_sets_those_of_all_three()
    {
        string[] expected =
        [
            .. Everywhere, .. Own.Values.SelectMany(own => own).Distinct(), .. WithEmulators,
            "AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME", FunctionKeys.Setting, MailFolder,
        ];
        var values = Repository.Json("local.settings.sample.json")["Values"]!.AsObject();

        Assert.Equal(expected.Order(StringComparer.Ordinal), values.Select(value => Key(value.Key)).Order(StringComparer.Ordinal));
        Assert.Equal((string?)values["Local__FunctionKey"], (string?)values["Services__QuizzesKey"]); // so that the same file serves Local too
    }

    [Fact]
    public void Every_variable_of_azd_s_parameters_is_told_in_the_guide()
    {
        var guide = Repository.Text("docs/deploy.md");

        Assert.All(
            ["GATEWAY_HOSTS", "GATEWAY_MAX_REPLICAS", "GATEWAY_MIN_REPLICAS"],
            name => Assert.Contains($"| `{name}` |", guide, StringComparison.Ordinal));
        Assert.All(Variable().Matches(Repository.Text("infra/main.bicepparam")), m => Assert.Contains(m.Groups[1].Value, guide, StringComparison.Ordinal));
    }

    [BicepTheory]
    [InlineData("GUESTS", "Users__Guests")]
    public void A_variable_of_azd_s_turns_off_what_is_on(string variable, string setting)
    {
        Assert.Equal("True", Users().Single(s => s.Key == setting).Value);
        Assert.Equal("False", Users((variable, "false")).Single(s => s.Key == setting).Value);

        Dictionary<string, string?> Users(params (string, string)[] variables) =>
            Settings(Deployment.Of(Bicep.Resources("main.bicepparam", [], variables), "Microsoft.Web/sites")
                .Single(site => Deployment.AppOf((string)site["name"]!) == "users"));
    }

    private static Dictionary<string, string?> Settings(JsonNode site) => site["properties"]!["siteConfig"]!["appSettings"]!.AsArray()
        .ToDictionary(setting => (string)setting!["name"]!, setting => (string?)setting!["value"]);

    // Options classes by their section, and the keys that are read one by one from the source.
    private static IEnumerable<string> ReadByCode()
    {
        var options = Code.Apps.Values.Append(typeof(TokenOptions).Assembly).SelectMany(assembly => assembly.GetTypes())
            .Select(type => (Type: type, Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string))
            .Where(o => o.Section is not null)
            .SelectMany(o => o.Type.GetProperties().Where(property => property.CanWrite).Select(property => $"{o.Section}:{property.Name}"));

        var source = string.Join('\n', ((string[])["functions", "shared/Platform", "shared/Hosting", "shared/Azure"])
            .SelectMany(folder => Repository.Files(folder, "*.cs"))
            .Where(file => !file.Contains("Migrations", StringComparison.Ordinal)).Select(File.ReadAllText));
        return options
            .Concat(Indexer().Matches(source).Select(m => m.Groups[1].Value))
            .Concat(ServiceUrl().Matches(source).Select(m => $"Services:{m.Groups[1].Value}"))
            .Concat(ServiceKey().Matches(source).Select(m => $"Services:{m.Groups[1].Value}Key"))
            .Concat(KeyConstant().Matches(source).Where(m => Regex.IsMatch(source, $@"onfiguration\[{m.Groups[1].Value}\]")).Select(m => m.Groups[2].Value));
    }

    private static string Key(string name) => name.Replace("__", ":", StringComparison.Ordinal);

    [GeneratedRegex("""onfiguration\["([^"]+)"\]""")]
    private static partial Regex Indexer();

    [GeneratedRegex("""\.ServiceUrl\("(\w+)",""")]
    private static partial Regex ServiceUrl();

    [GeneratedRegex("""\.ServiceKey\("(\w+)"\)""")]
    private static partial Regex ServiceKey();

    [GeneratedRegex("""const string (\w+) = "([\w:]+)";""")]
    private static partial Regex KeyConstant();

    [GeneratedRegex("""readEnvironmentVariable\('(\w+)'""")]
    private static partial Regex Variable();
}
