using Microsoft.Playwright;

namespace QuizPlatform.System.Tests.Browser;

/// <summary>
/// Waits for the page that comes next. Not by WaitForURLAsync, which now and then misses that it has loaded, and waits for it in vain.
/// </summary>
internal static class Arrivals
{
    /// <param name="path">A regular expression of the address without host and query.</param>
    public static Task ArrivesAt(this IPage page, string path) =>
        page.WaitForFunctionAsync("path => document.readyState === 'complete' && new RegExp(path).test(location.pathname)", path);

    /// <param name="path">A part of the address, query included.</param>
    public static Task Leaves(this IPage page, string path) =>
        page.WaitForFunctionAsync("path => document.readyState === 'complete' && !location.href.includes(path)", path);
}
