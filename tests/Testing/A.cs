using QuizPlatform.Platform;

namespace QuizPlatform.Testing;

/// <summary>Situations in words. What only one app has, its tests add: <c>A.Quiz(questions: 4)</c>.</summary>
public static class A
{
    /// <summary>When a <see cref="TestClock"/> begins.</summary>
    public static readonly DateTimeOffset Sunday = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private static int _next;

    public static string Id() => Interlocked.Increment(ref _next).ToString("x32");

    /// <summary>The message that tells of something, as the bus would deliver it.</summary>
    public static string Message<T>(string type, T data) => Event.Write(Id(), type, Sunday, data);
}
