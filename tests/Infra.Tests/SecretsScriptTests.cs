using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Infra.Tests;

/// <summary>infra/secrets.sh against an az that answers as the real one does: slow roles, closed vaults, apps that have not started.</summary>
public sealed class SecretsScriptTests : IDisposable
{
    private readonly Script _script = new(("az", Az))
    {
        Environment =
        {
            ["AZURE_SUBSCRIPTION_ID"] = "5ab", ["AZURE_RESOURCE_GROUP"] = "rg", ["USERS_VAULT"] = "kv-users", ["RESULTS_VAULT"] = "kv-results",
            ["GATEWAY_VAULT"] = "kv-gateway", ["USERS_APP"] = "func-users", ["QUIZZES_APP"] = "func-quizzes", ["RESULTS_APP"] = "func-results",
        },
    };

    [ScriptFact]
    public void The_first_run_makes_the_secrets_and_a_second_run_makes_none()
    {
        Assert.Equal(0, Run("create"));

        Assert.Equal("ES256", SigningKey.FromPem(Stored("token-signing-key"), DateTimeOffset.UnixEpoch).Public.Alg);
        Assert.Equal(64, Stored("quizzes-key").Length);
        Assert.Equal(64, Stored("gateway-key").Length);
        Assert.Equal(64, Stored("results-key").Length);
        Assert.Equal(3, new[] { Stored("quizzes-key"), Stored("gateway-key"), Stored("results-key") }.Distinct().Count());

        var made = Count("secret set");
        Assert.Equal(0, Run("create"));
        Assert.Equal((4, 4), (made, Count("secret set")));
    }

    [ScriptFact]
    public void A_rotation_adds_a_version()
    {
        Run("create");
        var before = Stored("token-signing-key");

        Assert.Equal(0, Run("rotate-signing-key"));
        Assert.NotEqual(before, Stored("token-signing-key"));
    }

    [ScriptFact]
    public void Every_app_looks_the_key_of_the_gateway_up_once_it_is_there_and_after_a_rotation()
    {
        Run("create");
        var first = Stored("gateway-key");
        Assert.True(Last("--vault-name kv-gateway --name gateway-key") < Last("/sites/func-users/config/configreferences/appsettings/refresh"));

        Assert.Equal(0, Run("rotate-gateway-key"));
        Assert.NotEqual(first, Stored("gateway-key"));
        foreach (var app in Code.Apps.Keys)
            Assert.True(Last("--vault-name kv-gateway --name gateway-key") < Last($"/sites/func-{app}/config/configreferences/appsettings/refresh"));
        Assert.DoesNotContain(_script.Calls, call => call.Contains(Stored("gateway-key"), StringComparison.Ordinal));
    }

    [ScriptFact]
    public void A_deployment_ends_with_the_address_to_open()
    {
        _script.Environment["GATEWAY_URL"] = "https://ca-gateway-dev.example";
        Run("create");

        Assert.Equal(0, Run("share"));
        Assert.EndsWith("the platform is at https://ca-gateway-dev.example\n", _script.Said, StringComparison.Ordinal);
    }

    [ScriptFact]
    public void Quizzes_is_told_the_key_of_results_without_a_word_on_a_command_line()
    {
        Run("create");
        Assert.Equal(0, Run("share"));

        var key = Stored("quizzes-key");
        Assert.Contains($"\"value\":\"{key}\"", File.ReadAllText(_script.Kept("GetAnswerKey.json")), StringComparison.Ordinal);
        Assert.Contains(_script.Calls, call => call.Contains("/sites/func-quizzes/functions/GetAnswerKey/keys/results-", StringComparison.Ordinal));
        Assert.Contains(_script.Calls, call => call.Contains("/sites/func-results/config/configreferences/appsettings/refresh", StringComparison.Ordinal));
        Assert.DoesNotContain(_script.Calls, call => call.Contains(key, StringComparison.Ordinal) || call.Contains("PRIVATE", StringComparison.Ordinal));
    }

    [ScriptFact]
    public void Results_is_told_the_key_of_the_gateway_and_a_new_one_before_the_gateway_can_have_it()
    {
        Run("create");
        Assert.Equal(0, Run("share"));
        Assert.Contains(Stored("results-key"), File.ReadAllText(_script.Kept("GetChangedBoards.json")), StringComparison.Ordinal);

        Assert.Equal(0, Run("rotate-results-key"));
        Assert.True(Last("/sites/func-results/functions/GetChangedBoards/keys/gateway-") < Last("secret set"));
        Assert.Contains(Stored("results-key"), File.ReadAllText(_script.Kept("GetChangedBoards.json")), StringComparison.Ordinal);
        Assert.DoesNotContain(_script.Calls, call => call.Contains(Stored("results-key"), StringComparison.Ordinal));
    }

    [ScriptFact]
    public void A_new_key_is_known_to_quizzes_before_results_can_have_it()
    {
        Run("create");
        Assert.Equal(0, Run("rotate-quizzes-key"));

        Assert.True(Last("/GetAnswerKey/keys/") < Last("secret set"));
        Assert.True(Last("secret set") < Last("/refresh"));
        Assert.Contains(Stored("quizzes-key"), File.ReadAllText(_script.Kept("GetAnswerKey.json")), StringComparison.Ordinal);
    }

    [ScriptFact]
    public void Every_call_says_which_subscription_and_no_argument_is_a_path_that_git_bash_would_have_to_translate()
    {
        _script.Keep("private-kv-users");
        Assert.All(
            ["create", "share", "rotate-signing-key", "rotate-quizzes-key", "rotate-gateway-key", "rotate-results-key"],
            command => Assert.Equal(0, Run(command)));

        var calls = _script.Calls.Where(call => call.StartsWith("az ", StringComparison.Ordinal)).ToList();
        Assert.All(calls, call => Assert.Contains("--subscription 5ab", call, StringComparison.Ordinal));
        var rooted = calls.SelectMany(call => call.Split(' ')).Where(word => word[0] == '/');
        Assert.All(rooted, word => Assert.StartsWith("/subscriptions/5ab/", word, StringComparison.Ordinal));
        Assert.Contains("export MSYS_NO_PATHCONV=1", Repository.Text("infra/secrets.sh"), StringComparison.Ordinal);
    }

    [ScriptFact]
    public void A_role_given_a_moment_ago_is_waited_for_longer_each_time_and_that_is_said()
    {
        _script.Keep("refusals", "4");

        Assert.Equal(0, Run("create"));

        Assert.Equal(["5", "10", "20", "40"], Waits);
        const string Refused = "kv-users refuses yet ((Forbidden) Caller is not authorized to perform action on resource.)";
        Assert.Contains($"{Refused}; next try in 5 s", _script.Said, StringComparison.Ordinal);
    }

    [ScriptFact]
    public void After_ten_minutes_it_gives_up_with_what_to_do_and_has_made_no_secret()
    {
        _script.Keep("refusals", "999");

        Assert.Equal(1, Run("create"));

        Assert.InRange(Waits.Sum(int.Parse), 600, 660);
        Assert.Equal(0, Count("secret set"));
        Assert.Contains("azd hooks run postprovision", _script.Said, StringComparison.Ordinal);
        Assert.Empty(_script.Leftovers);
    }

    [ScriptFact]
    public void A_vault_of_a_private_network_is_opened_for_this_machine_and_closed_again()
    {
        _script.Keep("private-kv-users");
        _script.Keep("private-kv-results");

        Assert.Equal(0, Run("create"));

        foreach (var vault in (string[])["kv-users", "kv-results"])
        {
            Assert.Contains(_script.Calls, call => call.Contains($"network-rule add --name {vault} --ip-address 203.0.113.7 ", StringComparison.Ordinal));
            Assert.True(Last($"network-rule remove --name {vault}") < Last($"update --name {vault} --public-network-access Disabled"));
            Assert.True(Last($"--vault-name {vault}") < Last($"network-rule remove --name {vault}"));
        }

        Assert.True(File.Exists(_script.Kept("token-signing-key")));
    }

    [ScriptFact]
    public void A_vault_that_answers_is_not_opened()
    {
        Assert.Equal(0, Run("create"));

        Assert.Equal(0, Count("keyvault update") + Count("network-rule"));
    }

    [ScriptFact]
    public void An_interrupt_closes_the_vault_and_leaves_no_key_on_the_disk()
    {
        _script.Keep("private-kv-users");
        _script.Keep("hangs"); // az writes the secret, and never comes back

        using var process = _script.Start("secrets.sh", "create");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(_script.Kept("hanging")), TimeSpan.FromMinutes(1)));
        using (var kill = System.Diagnostics.Process.Start("bash", ["-c", $"kill -TERM {process.Id} {File.ReadAllText(_script.Kept("hanging"))}"]))
            kill.WaitForExit();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)));

        Assert.Equal(143, process.ExitCode);
        Assert.Contains(_script.Calls, call => call.Contains("update --name kv-users --public-network-access Disabled", StringComparison.Ordinal));
        Assert.Empty(_script.Leftovers);
    }

    [ScriptFact]
    public void What_a_killed_run_left_open_is_closed_by_the_next_one()
    {
        _script.Keep("private-kv-users");
        _script.Keep("open-kv-users");
        _script.Keep("admitted-kv-users", "198.51.100.9/32");

        Assert.Equal(0, Run("create"));

        Assert.Equal(0, Count("--public-network-access Enabled"));
        Assert.True(Last("--vault-name kv-users") < Last("network-rule remove --name kv-users --ip-address 198.51.100.9/32 "));
        Assert.False(File.Exists(_script.Kept("open-kv-users")) || File.Exists(_script.Kept("admitted-kv-users")));
        Assert.Equal(1, Count("keyvault list --resource-group rg "));
    }

    [ScriptFact]
    public void A_pipeline_whose_sign_in_has_run_out_is_told_so_and_does_not_wait()
    {
        _script.Keep("expired");

        Assert.Equal(1, Run("create"));

        Assert.Empty(Waits);
        Assert.Contains("the sign-in of this pipeline has run out (AADSTS700024): sign in again (az login)", _script.Said, StringComparison.Ordinal);
    }

    [ScriptFact]
    public void What_is_not_set_is_named_with_the_command_that_sets_it()
    {
        _script.Environment["QUIZZES_APP"] = "";

        Assert.Equal(1, Run("create"));
        Assert.StartsWith("secrets.sh: QUIZZES_APP is not set: azd hooks run postprovision", _script.Said, StringComparison.Ordinal);
        Assert.Empty(_script.Calls);
    }

    [Fact]
    public void The_functions_it_names_are_those_that_want_a_key() => Assert.Equal(
        [("quizzes", "GetAnswerKey"), ("results", "GetChangedBoards")],
        Code.Triggers<HttpTriggerAttribute>().Where(t => t.Trigger.AuthLevel == AuthorizationLevel.Function).Select(t => (t.App, t.Class.Name)).Order());

    public void Dispose() => _script.Dispose();

    private IEnumerable<string> Waits => _script.Calls.Where(call => call.StartsWith("sleep ", StringComparison.Ordinal)).Select(call => call[6..]);

    private int Run(string command) => _script.Run("secrets.sh", command).Exit;

    private string Stored(string secret) => File.ReadAllText(_script.Kept(secret));

    private int Count(string part) => _script.Calls.Count(call => call.Contains(part, StringComparison.Ordinal));

    private int Last(string part) => Array.FindLastIndex(_script.Calls, call => call.Contains(part, StringComparison.Ordinal));

    // A private vault has a file private-NAME; opened, it has open-NAME, and admitted-NAME with whoever may come in.
    private const string Az = """
        words="$*"
        value() { local found; found=${words#*--$1 }; [ "$found" = "$words" ] || echo "${found%% *}"; }
        refuse() { echo "ERROR: $*" >&2; exit 1; }
        vault=$(value vault-name) name=$(value name)
        if [ -n "$vault" ]; then
          [ ! -f "$STATE/expired" ] || refuse 'AADSTS700024: Client assertion is not within its valid time range.'
          if [ -f "$STATE/private-$vault" ]; then
            [ -f "$STATE/open-$vault" ] || refuse '(Forbidden) Public network access is disabled and request is not … via an approved private link.'
            [ -f "$STATE/admitted-$vault" ] || refuse '(Forbidden) Client address is not authorized and caller is not a trusted service.
        Client address: 203.0.113.7
        Caller: appid=x'
          fi
          left=$(cat "$STATE/refusals" 2> /dev/null || echo 0)
          if [ "$left" -gt 0 ]; then
            echo $((left - 1)) > "$STATE/refusals"
            refuse '(Forbidden) Caller is not authorized to perform action on resource.'
          fi
        fi
        case "$words" in
          'keyvault list '*) for file in "$STATE"/open-*; do
            [ ! -f "$file" ] || printf '%s\t%s\r\n' "${file##*/open-}" "$(cat "$STATE/admitted-${file##*/open-}")"; done ;;
          'keyvault secret list '*) for secret in token-signing-key quizzes-key gateway-key results-key; do
            [ ! -f "$STATE/$secret" ] || printf '%s\r\n' "$secret"; done ;;
          'keyvault secret set '*)
            cp "$(value file)" "$STATE/$name"
            [ ! -f "$STATE/hangs" ] || { echo $$ > "$STATE/hanging.part"; mv "$STATE/hanging.part" "$STATE/hanging"; exec tail -f /dev/null; } ;;
          'keyvault secret show '*) cat "$STATE/$name"; printf '\r\n' ;;
          'keyvault update '*Enabled*) touch "$STATE/open-$name" ;;
          'keyvault update '*Disabled*) rm "$STATE/open-$name" ;;
          'keyvault network-rule add '*) touch "$STATE/admitted-$name" ;;
          'keyvault network-rule remove '*) rm "$STATE/admitted-$name" ;;
          'rest --method put '*) cp "$(value body | tr -d @)" "$STATE" ;;
        esac
        """;
}
