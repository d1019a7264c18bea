using System.Globalization;

namespace QuizPlatform.System.Tests;

/// <summary>What makes a run of the tests longer, or another one, from the environment.</summary>
internal static class Setting
{
    public static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
