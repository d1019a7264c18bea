using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Localization;

namespace QuizPlatform.Web.Layout;

/// <summary>The languages there are texts in: <c>Texts.resx</c>, and one <c>Texts.{language}.resx</c> for each other.</summary>
internal static class Languages
{
    /// <summary>The cookie of somebody who chose.</summary>
    public const string Cookie = "language";

    public static IReadOnlyList<CultureInfo> All { get; } = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("de")];

    /// <summary>What was chosen, else what the browser asks for, else English.</summary>
    public static void Configure(RequestLocalizationOptions options)
    {
        options.SupportedCultures = options.SupportedUICultures = [.. All];
        options.DefaultRequestCulture = new RequestCulture(All[0]);
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(context => Task.FromResult(
                context.Request.Cookies[Cookie] is { Length: > 0 } chosen ? new ProviderCultureResult(chosen) : null)),
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
    }
}
