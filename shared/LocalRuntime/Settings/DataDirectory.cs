using Microsoft.Extensions.Configuration;

namespace QuizPlatform.LocalRuntime;

/// <summary>Where everything the Local build keeps is kept.</summary>
public static class DataDirectory
{
    public const string Setting = "Local:DataDirectory";

    /// <summary>The setting, else `.data` beside QuizPlatform.sln, else `.data` under the current directory. Not made here.</summary>
    public static string Of(IConfiguration configuration)
        => configuration[Setting] is { Length: > 0 } chosen
            ? Path.GetFullPath(chosen)
            : Path.Combine(BesideTheSolution(AppContext.BaseDirectory) ?? Directory.GetCurrentDirectory(), ".data");

    private static string? BesideTheSolution(string? directory)
    {
        while (directory is not null && !File.Exists(Path.Combine(directory, "QuizPlatform.sln")))
            directory = Path.GetDirectoryName(directory);
        return directory;
    }
}
