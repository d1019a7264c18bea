namespace QuizPlatform.Gateway.Tests;

internal static class Wait
{
    /// <summary>Until it comes true; half a minute at most.</summary>
    public static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    public static async Task Until(Func<Task<bool>> condition)
    {
        for (var i = 0; !await condition(); i++)
        {
            Assert.True(i < 600, "It did not come true.");
            await Task.Delay(50);
        }
    }
}
