namespace QuizPlatform.Infra.Tests;

/// <summary>infra/outputs.sh: what a deployment tells, under the names that the other scripts read.</summary>
public sealed class OutputsScriptTests : IDisposable
{
    private readonly Script _script = new(("az", """
        [ "$7" = quiz-prod ] || { echo 'ERROR: (DeploymentNotFound)' >&2; exit 3; }
        printf '%b\r\n' "$NAMES" "$VALUES"
        """))
    {
        Environment = { ["AZURE_SUBSCRIPTION_ID"] = "5ab" },
    };

    [BicepFact]
    public void Whatever_case_azure_gives_them_back_in_the_names_are_the_ones_that_are_read()
    {
        if (OperatingSystem.IsWindows())
            return;

        var outputs = Bicep.Template("infra/main.bicep")["outputs"]!.AsObject().Select(output => output.Key).ToList();
        _script.Environment["NAMES"] = string.Join("\\t", outputs.Select(AsAzureGivesThemBack));
        _script.Environment["VALUES"] = string.Join("\\t", outputs.Select(name => $"the value of {name}"));

        var (exit, output) = _script.Run("outputs.sh", "quiz-prod");

        Assert.Equal(0, exit);
        Assert.Equal(outputs.Select(name => $"export {name}=the\\ value\\ of\\ {name}"), output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("export AZURE_RESOURCE_GROUP=", output, StringComparison.Ordinal);
        var read = System.Text.RegularExpressions.Regex.Match(Repository.Text("infra/secrets.sh"), "for name in ([A-Z_ ]+);").Groups[1].Value.Split(' ');
        Assert.Subset(outputs.ToHashSet(), read.Except(["AZURE_SUBSCRIPTION_ID"]).ToHashSet()); // which azd has, and would lose with an output
    }

    [ScriptFact]
    public void A_deployment_that_is_not_there_is_said_with_the_command_that_lists_them()
    {
        var (exit, output) = _script.Run("outputs.sh", "quiz-test");

        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("there is no deployment quiz-test to read: az deployment sub list --subscription 5ab", _script.Said, StringComparison.Ordinal);
    }

    public void Dispose() => _script.Dispose();

    // Newtonsoft's camel case: capitals are made small as long as another capital follows. azurE_RESOURCE_GROUP, userS_URL.
    private static string AsAzureGivesThemBack(string name)
    {
        var small = name.TakeWhile((c, i) => i == 0 || (i + 1 < name.Length && char.IsUpper(name[i]) && char.IsUpper(name[i + 1]))).Count();
        return name[..small].ToLowerInvariant() + name[small..];
    }
}
