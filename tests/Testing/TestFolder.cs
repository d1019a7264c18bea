namespace QuizPlatform.Testing;

/// <summary>Where this process keeps its stores. It goes when the process ends, also with what a test has left there.</summary>
internal static class TestFolder
{
    private static readonly Lazy<string> Made = new(Make);

    public static string Path => Made.Value;

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("quizplatform-test-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Delete(recursive: true);
        return folder.FullName;
    }
}
