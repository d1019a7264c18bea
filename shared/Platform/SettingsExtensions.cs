using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace QuizPlatform.Hosting;

public static class SettingsExtensions
{
    /// <summary>Takes the options from that section and checks their data annotations at start, in words that name the setting.</summary>
    public static OptionsBuilder<T> FromSettings<T>(this OptionsBuilder<T> options, string section)
        where T : class
    {
        var annotations = new Annotations<T>(options.Name, section);
        if (!options.Services.Any(service => annotations.Equals(service.ImplementationInstance))) // whoever needs them asks for them
            options.Services.AddSingleton<IValidateOptions<T>>(annotations);
        return options.BindConfiguration(section).ValidateOnStart();
    }

    // ValidateDataAnnotations names the class and the property: nobody who sets an environment variable knows them.
    private sealed record Annotations<T>(string OptionsName, string Section) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var faults = new List<ValidationResult>();
            return name != OptionsName ? ValidateOptionsResult.Skip
                : Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true) ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(faults.Select(f => $"The setting {Section}:{string.Join(", ", f.MemberNames)} cannot be used. {f.ErrorMessage}"));
        }
    }
}
