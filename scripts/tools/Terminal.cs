using System.Text;

namespace QuizPlatform.Tools;

/// <summary>Asks whoever sits at the terminal; without one, a line of standard input is the answer.</summary>
internal static class Terminal
{
    public static string Ask(string what)
    {
        Console.Error.Write($"{what}: ");
        return Console.ReadLine() ?? throw NoAnswer(what);
    }

    /// <summary>Shows nothing of what is typed.</summary>
    public static string AskSecret(string what)
    {
        if (Console.IsInputRedirected)
            return Ask(what);
        Console.Error.Write($"{what}: ");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key != ConsoleKey.Backspace)
                typed.Append(key.KeyChar);
            else if (typed.Length > 0)
                typed.Length--;
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }

    private static AdminException NoAnswer(string what) => new($"There is nobody to be asked: {what}?");
}
