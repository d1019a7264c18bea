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
        options.Services.AddSingleton<IValidateOptions<T>>(new Annotations<T>(options.Name, section));
        return options.BindConfiguration(section).ValidateOnStart();
    }

    // ValidateDataAnnotations names the class and the property: nobody who sets an environment variable knows them.
    private sealed class Annotations<T>(string optionsName, string section) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var faults = new List<ValidationResult>();
            return name != optionsName ? ValidateOptionsResult.Skip
                : Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true) ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(faults.Select(f => $"The setting {section}:{string.Join(", ", f.MemberNames)} cannot be used. {f.ErrorMessage}"));
        }
    }
}
