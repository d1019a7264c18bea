using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace QuizPlatform.Infra.Tests;

/// <summary>The Bicep compiler from its NuGet package, which is for Linux on x64: elsewhere CI has to do.</summary>
internal static class Bicep
{
    public const string Deployer = "11111111-1111-1111-1111-111111111111";

    /// <summary>How `snapshot` is asked.</summary>
    public static readonly string[] Prediction =
        ["--mode", "overwrite", "--subscription-id", Guid.Empty.ToString(), "--location", "westeurope"];

    private static readonly string Binary = Find();

    public static bool IsHere => RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && RuntimeInformation.OSArchitecture == Architecture.X64;

    /// <summary>Whatever the compiler says, which should be nothing.</summary>
    public static string Run(params string[] arguments) => Run(arguments, []);

    private static string Run(string[] arguments, (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Binary, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output + error.Result).Trim() + (process.ExitCode == 0 ? "" : $"\nexit code {process.ExitCode}");
    }

    /// <summary>What a deployment with these parameters would make, as far as it can be told without Azure: loops unrolled, names computed.</summary>
    public static JsonArray Resources(string parameters, params string[] more)
    {
        var copy = Copy();
        try
        {
            var file = System.IO.Path.Combine(copy, parameters);
            File.AppendAllLines(file, more);
            Assert.Equal("", Run(["snapshot", file, .. Prediction, "--deployment-name", "test"]));
            return JsonNode.Parse(File.ReadAllText(System.IO.Path.ChangeExtension(file, ".snapshot.json")))!["predictedResources"]!.AsArray();
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    /// <summary>The same by what azd sets; a deployment to a resource group is asked for more options.</summary>
    public static JsonArray Resources(string parameters, string[] options, params (string Name, string Value)[] variables)
    {
        var copy = Copy();
        try
        {
            var file = System.IO.Path.Combine(copy, parameters);
            Assert.Equal("", Run(["snapshot", file, .. Prediction, "--deployment-name", "test", .. options], variables));
            return JsonNode.Parse(File.ReadAllText(System.IO.Path.ChangeExtension(file, ".snapshot.json")))!["predictedResources"]!.AsArray();
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    /// <summary>What a file compiles to.</summary>
    public static JsonNode Template(string file) => JsonNode.Parse(Run("build", Repository.Path(file), "--stdout"))!;

    /// <summary>infra/ somewhere else, to compile something that is not in it.</summary>
    public static string Copy()
    {
        var copy = Directory.CreateTempSubdirectory("infra-").FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.Path("infra"), "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(copy, System.IO.Path.GetRelativePath(Repository.Path("infra"), file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    // What azd sets before it compiles main.bicepparam, and what gateway.bicepparam.
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["AZURE_ENV_NAME"] = "test",
        ["AZURE_LOCATION"] = "westeurope",
        ["AZURE_PRINCIPAL_ID"] = Deployer,
        ["BUDGET_START"] = "2026-11-01",
        ["AZURE_CONTAINER_REGISTRY_ENDPOINT"] = "crquiz.azurecr.io",
        ["SERVICE_GATEWAY_IMAGE_NAME"] = "crquiz.azurecr.io/gateway:1",
        ["GATEWAY_APP"] = "ca-gateway-dev",
        ["GATEWAY_ENVIRONMENT"] = "cae-quiz-dev",
        ["GATEWAY_IDENTITY"] = "id-gateway-dev",
        ["GATEWAY_VAULT"] = "kv-gateway-1",
        ["APPINSIGHTS_NAME"] = "appi-quiz-dev",
        ["USERS_URL"] = "https://users.example",
        ["QUIZZES_URL"] = "https://quizzes.example",
        ["RESULTS_URL"] = "https://results.example",
        ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
    };

    private static string Find()
    {
        var binary = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Bicep").Value!;
        if (!OperatingSystem.IsWindows() && IsHere && !File.GetUnixFileMode(binary).HasFlag(UnixFileMode.UserExecute))
            File.SetUnixFileMode(binary, File.GetUnixFileMode(binary) | UnixFileMode.UserExecute);
        return binary;
    }
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class BicepFactAttribute : FactAttribute
{
    public BicepFactAttribute() => Skip = Bicep.IsHere ? null : "The compiler's package is for Linux on x64.";
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class BicepTheoryAttribute : TheoryAttribute
{
    public BicepTheoryAttribute() => Skip = Bicep.IsHere ? null : "The compiler's package is for Linux on x64.";
}
