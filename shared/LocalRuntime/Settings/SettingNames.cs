using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace QuizPlatform.LocalRuntime.Settings;

internal static partial class SettingNames
{
    /// <summary>Puts the setting `Name` in the place of %Name%, as the Functions host does in trigger attributes.</summary>
    public static string Resolve(this IConfiguration configuration, string function, string text)
        => Placeholder().Replace(text, match =>
        {
            var name = match.Groups["name"].Value;
            return configuration[SettingsSources.Key(name)]
                ?? throw new StartupException(
                    $"Function {function} names the setting %{name}% in its trigger, but there is no such setting. "
                    + $"Add {name} to local.settings.json or to the environment.");
        });

    [GeneratedRegex("%(?<name>[^%]+)%")]
    private static partial Regex Placeholder();
}
