namespace QuizPlatform.Web.Api;

/// <summary>For what a page can do without.</summary>
internal static class Answer
{
    /// <summary>What an app answers; null when it has a problem or cannot be asked.</summary>
    public static async Task<T?> OrNull<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (ApiException)
        {
            return null;
        }
    }
}
