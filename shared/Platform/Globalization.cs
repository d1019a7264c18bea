using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;

namespace QuizPlatform.Platform;

/// <summary>What every app needs of the process: ICU to tell spellings of one name from two names, and no culture of the machine it runs on.</summary>
public static class Globalization
{
    private const string Switch = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"; // wins over the build's InvariantGlobalization

    /// <summary>Makes the invariant culture every thread's.</summary>
    /// <exception cref="OptionsValidationException">The process runs without ICU: .NET then normalises nothing, and does not say so.</exception>
    public static void Start()
    {
        if ("e\u0301".Normalize(NormalizationForm.FormC) != "\u00E9")
        {
            throw new OptionsValidationException(Switch, typeof(bool),
            [
                $"The environment variable {Switch} turns ICU off, without which one name in two spellings would be two: unset it and start again.",
            ]);
        }

        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }
}
