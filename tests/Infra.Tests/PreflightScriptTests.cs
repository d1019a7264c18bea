using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QuizPlatform.Infra.Tests;

/// <summary>infra/preflight.sh against an az that answers as a subscription does in which something is missing.</summary>
public sealed partial class PreflightScriptTests : IDisposable
{
    private const string Owner = "*|";
    private const string Contributor = "*|Microsoft.Authorization/*/Delete,Microsoft.Authorization/*/Write,Microsoft.Authorization/elevateAccess/Action";
    private const string AccessAdministrator = "*/read,Microsoft.Authorization/*,Microsoft.Support/*|";

    private readonly Script _script = new(("az", Az), ("azd", ""), ("dotnet", """cat "$STATE/sdk" """))
    {
        Environment =
        {
            ["AZURE_SUBSCRIPTION_ID"] = "5ab", ["AZURE_ENV_NAME"] = "dev", ["AZURE_LOCATION"] = "westeurope",
            ["GENERATION"] = null, ["ZONE_REDUNDANT"] = null, ["BUDGET_AMOUNT"] = null, ["SERVICEBUS_SKU"] = null, ["PRIVATE_NETWORK"] = null,
        },
    };

    public PreflightScriptTests()
    {
        foreach (var (name, content) in ((string, string)[])[
            ("sdk", "10.0.401"), ("cli", "2.77.0"), ("state", "Enabled"), ("permissions", Owner), ("provider", "Registered"), ("vault-token", ""),
            ("regions", "northeurope\r\nwesteurope"), ("regions-with-zones", "northeurope"), ("versions", "8.0\r\n9.0\r\n10.0"),
            ("deleted", ""), ("budgets", "")])
            _script.Keep(name, content);
        var claims = Convert.ToBase64String("""{"aud":"https://management.core.windows.net/","oid":"0b5e-42","tid":"7"}"""u8).TrimEnd('=');
        _script.Keep("token", $"head.{claims.Replace('+', '-').Replace('/', '_')}.signature");
    }

    [ScriptFact]
    public void Where_nothing_is_missing_it_says_so_and_tells_who_will_write_the_secrets()
    {
        Assert.Equal((0, $"export AZURE_PRINCIPAL_ID=0b5e-42 BUDGET_START={DateTime.UtcNow:yyyy-MM}-01\n"), Run());
        Assert.Equal("preflight.sh: nothing stands in the way of a deployment to westeurope.\n", _script.Said);
    }

    [ScriptFact]
    public void Azd_is_told_who_will_write_the_secrets()
    {
        Assert.Equal((0, ""), Run("azd"));
        Assert.Contains("azd env set AZURE_PRINCIPAL_ID 0b5e-42 --environment dev", _script.Calls);
    }

    [ScriptFact]
    public void A_budget_that_is_there_keeps_the_month_it_began_in()
    {
        _script.Keep("budget", "2026-02-01T00:00:00Z");

        Assert.Equal((0, "export AZURE_PRINCIPAL_ID=0b5e-42 BUDGET_START=2026-02-01\n"), Run());
    }

    [ScriptFact]
    public void A_subscription_that_can_have_no_budget_is_not_asked_for_one_where_none_is_wanted()
    {
        File.Delete(_script.Kept("budgets"));
        _script.Environment["BUDGET_AMOUNT"] = "0";

        Assert.Equal(0, Run().Exit);
    }

    [ScriptTheory]
    [InlineData("sdk", "8.0.100", "the .NET 10 SDK is missing: https://")]
    [InlineData("cli", "2.8.0", "the Azure CLI is 2.8.0 and must be 2.71.0 or newer: az upgrade")]
    [InlineData("cli", null, "the Azure CLI is missing: https://aka.ms/azure-cli")]
    [InlineData("state", null, "the Azure CLI is not signed in to subscription 5ab: az login")]
    [InlineData("state", "Disabled", "subscription 5ab is Disabled: az account list")]
    [InlineData("permissions", Contributor, "you may not Microsoft.Authorization/roleAssignments/write in the subscription: an owner runs az role")]
    [InlineData("permissions", AccessAdministrator, "you may not Microsoft.Resources/deployments/write in the subscription: an owner runs")]
    [InlineData("regions", "northeurope", "westeurope has no Flex Consumption: azd env set AZURE_LOCATION with one of northeurope")]
    [InlineData("versions", "8.0\r\n9.0", "westeurope has no .NET 10 on Flex Consumption: azd env set AZURE_LOCATION")]
    [InlineData(
        "regions", "eastus\r\njapanwest\r\nwesteurope",
        "infra/main.bicep does not allow japanwest: azd env set AZURE_LOCATION with one of eastus westeurope ", "AZURE_LOCATION", "japanwest")]
    [InlineData("vault-token", null, "the Azure CLI gets no token for Key Vault: az login --scope https://vault.azure.net/.default")]
    [InlineData("provider", "NotRegistered", "Microsoft.App is not registered: az provider register --subscription 5ab --namespace Microsoft.App --wait")]
    [InlineData("group", "northeurope", "rg-quiz-dev is in northeurope and cannot move to westeurope: azd down --purge first, or another name")]
    [InlineData(
        "bus", "Standard",
        "the Service Bus namespace is Standard and cannot be changed in place: azd env set SERVICEBUS_SKU Standard", "SERVICEBUS_SKU", "Premium")]
    [InlineData("cosmos", "True", "whether the Cosmos DB account has zones cannot be changed in place: azd env set ZONE_REDUNDANT true")]
    [InlineData("environment", "True", "the gateway's environment stays in the network it was made in: azd env set PRIVATE_NETWORK true, or docs/deploy.md")]
    [InlineData("state", "Enabled", "PRIVATE_NETWORK needs Premium: azd env set SERVICEBUS_SKU Premium", "PRIVATE_NETWORK", "true")]
    [InlineData("state", "Enabled", "Dev must be 2 to 16 of a-z, 0-9 and -, with a letter first and no - last: azd env new", "AZURE_ENV_NAME", "Dev")]
    [InlineData("state", "Enabled", "a_b must be", "AZURE_ENV_NAME", "a_b")]
    [InlineData("state", "Enabled", "a.b must be", "AZURE_ENV_NAME", "a.b")]
    [InlineData("state", "Enabled", "a(b) must be", "AZURE_ENV_NAME", "a(b)")]
    [InlineData("state", "Enabled", "1a must be", "AZURE_ENV_NAME", "1a")]
    [InlineData("state", "Enabled", "dev- must be", "AZURE_ENV_NAME", "dev-")]
    [InlineData("state", "Enabled", "seventeen-letters must be", "AZURE_ENV_NAME", "seventeen-letters")]
    [InlineData("budgets", null, "this subscription cannot have a budget: azd env set BUDGET_AMOUNT 0")]
    [InlineData(
        "deleted", "kv-users-x\twesteurope\tNone",
        "the deleted vault kv-users-x still has its name: az keyvault purge --subscription 5ab --name kv-users-x --location westeurope")]
    [InlineData(
        "deleted", "kv-users-x\twesteurope\ttrue",
        "the deleted vault kv-users-x keeps its name until its purge protection ends: azd env set GENERATION 2")]
    public void What_is_missing_is_one_sentence_with_the_command_that_mends_it(
        string what, string? answer, string sentence, string? variable = null, string? value = null)
    {
        if (variable is not null)
            _script.Environment[variable] = value;

        if (answer is null)
            File.Delete(_script.Kept(what));
        else
            _script.Keep(what, answer);

        Assert.Equal((1, ""), Run());
        Assert.StartsWith($"preflight.sh: {sentence}", _script.Said, StringComparison.Ordinal);
        Assert.Single(_script.Said.TrimEnd().Split('\n'));
    }

    [ScriptTheory]
    [InlineData("False", 1)]
    [InlineData("True", 0)]
    [InlineData(null, 0)] // none yet
    public void A_private_network_is_for_an_environment_that_was_made_in_it(string? made, int exit)
    {
        if (made is not null)
            _script.Keep("environment", made);
        (_script.Environment["PRIVATE_NETWORK"], _script.Environment["SERVICEBUS_SKU"]) = ("true", "Premium");

        Assert.Equal(exit, Run().Exit);
        Assert.Equal(exit == 1, _script.Said.Contains("azd env set PRIVATE_NETWORK false, or docs/deploy.md, Switch", StringComparison.Ordinal));
    }

    [BicepFact]
    public void It_knows_the_gateways_environment_by_name() => Assert.Contains(
        $"/managedEnvironments/{Deployment.Of(Deployment.Dev, "Microsoft.App/managedEnvironments").Single()["name"]}?".Replace("dev", "$AZURE_ENV_NAME"),
        $"{Repository.Text("infra/preflight.sh").Split('\n').Single(line => line.StartsWith("environment=", StringComparison.Ordinal))}?",
        StringComparison.Ordinal);

    [ScriptTheory]
    [InlineData("ab")]
    [InlineData("sixteen-letter-s")]
    public void A_name_that_azure_takes_for_everything_is_a_name(string name)
    {
        _script.Environment["AZURE_ENV_NAME"] = name;

        Assert.Equal(0, Run().Exit);
    }

    [ScriptTheory]
    [InlineData(Contributor + "\r\n" + AccessAdministrator)]
    [InlineData("Microsoft.Resources/*,Microsoft.Web/*|\r\nMicrosoft.Authorization/roleAssignments/write|Microsoft.Web/sites/delete")]
    public void Rights_may_come_from_several_roles(string permissions)
    {
        _script.Keep("permissions", permissions);

        Assert.Equal(0, Run().Exit);
    }

    [ScriptFact]
    public void Zones_are_asked_for_where_they_are_wanted()
    {
        _script.Environment["ZONE_REDUNDANT"] = "true";

        Assert.Equal(1, Run().Exit);
        Assert.StartsWith("preflight.sh: westeurope has no Flex Consumption with availability zones", _script.Said, StringComparison.Ordinal);
    }

    [ScriptFact]
    public void Only_vaults_of_this_environment_and_generation_are_in_the_way()
    {
        _script.Environment["GENERATION"] = "3";

        Assert.Equal(0, Run().Exit);
        var call = Assert.Single(_script.Calls, c => c.StartsWith("az keyvault list-deleted", StringComparison.Ordinal));
        const string Theirs = """properties.tags."azd-env-name"=='dev' && properties.tags.generation=='3' && properties.location=='westeurope'""";
        Assert.Contains(Theirs, call, StringComparison.Ordinal);
    }

    [ScriptFact]
    public void It_asks_this_subscription_and_changes_nothing_in_it()
    {
        Assert.Equal(0, Run().Exit);

        var calls = _script.Calls.Where(call => call.StartsWith("az ", StringComparison.Ordinal) && !call.StartsWith("az version ", StringComparison.Ordinal))
            .ToList();
        Assert.All(calls, call => Assert.Contains("--subscription 5ab", call, StringComparison.Ordinal));
        const string Asking =
            "^az (account (show|get-)|rest --method get|(provider|group) show|(servicebus namespace|cosmosdb) list|functionapp list-|keyvault list-deleted)";
        Assert.All(calls, call => Assert.Matches(Asking, call));
    }

    // Those of a template Azure registers by itself, but not for whoever may deploy and not register; and a subnet that is delegated to it needs it first.
    [BicepFact]
    public void It_knows_the_provider_that_is_delegated_to()
    {
        var template = Bicep.Run("build", Repository.Path("infra/main.bicep"), "--stdout");
        var delegated = Delegation().Matches(template).Select(match => match.Groups[1].Value).Distinct();

        Assert.Contains($"\nprovider={Assert.Single(delegated)}\n", Repository.Text("infra/preflight.sh"), StringComparison.Ordinal);
    }

    [BicepFact]
    public void A_deleted_vault_can_be_told_by_its_tags_and_another_generation_has_other_names()
    {
        foreach (var tags in Deployment.Of(Deployment.Dev, "Microsoft.KeyVault/vaults").Select(vault => vault["tags"]!))
            Assert.Equal(("dev", "1"), ((string?)tags["azd-env-name"], (string?)tags["generation"]));

        Assert.Empty(Names(Deployment.Dev).Intersect(Names(Bicep.Resources("parameters/dev.bicepparam", "param generation = 2"))));

        // A plan too: it holds one app.
        static IEnumerable<string> Names(JsonArray resources) =>
            ((string[])["Microsoft.KeyVault/vaults", "Microsoft.Web/serverfarms"]).SelectMany(type => Deployment.Of(resources, type))
                .Select(r => (string)r["name"]!);
    }

    public void Dispose() => _script.Dispose();

    private (int Exit, string Output) Run(params string[] arguments) => _script.Run("preflight.sh", arguments);


    [GeneratedRegex(@"serviceName\W+(Microsoft\.\w+)/")]
    private static partial Regex Delegation();

    private const string Az = """
        answer() { cat "$STATE/$1" 2> /dev/null || exit 1; printf '\r\n'; }
        case "$*" in
          'version '*) answer cli ;;
          'account show '*) answer state ;;
          'account get-access-token --scope https://vault.azure.net/.default '*) [ -f "$STATE/vault-token" ] ;;
          'account get-access-token '*) answer token ;;
          'group show '*) answer group ;;
          'servicebus namespace list '*"generation=='1'"*) answer bus ;;
          'cosmosdb list '*"generation=='1'"*) answer cosmos ;;
          *'/providers/Microsoft.Authorization/permissions?'*) answer permissions ;;
          *'/Microsoft.App/managedEnvironments/cae-quiz-dev?'*) answer environment ;;
          *'/budgets/quiz-dev?'*) answer budget ;;
          *'/budgets?'*) answer budgets ;;
          'provider show --namespace Microsoft.App '*) answer provider ;;
          'functionapp list-flexconsumption-locations '*--zone-redundant=true*) answer regions-with-zones ;;
          'functionapp list-flexconsumption-locations '*) answer regions ;;
          'functionapp list-flexconsumption-runtimes '*) answer versions ;;
          'keyvault list-deleted '*) answer deleted ;;
          *) echo "ERROR: '$*' is misspelled or not recognized by the system." >&2; exit 2 ;;
        esac
        """;
}
