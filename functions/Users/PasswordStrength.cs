using Zxcvbn.Matcher;

namespace QuizPlatform.Users;

/// <summary>Refuses passwords that are guessed first, with the reason; what remains may be of any make (no composition rules).</summary>
internal static class PasswordStrength
{
    private const int MinScore = 2; // of 4: more than about a hundred million guesses
    private const int MaxLooked = 64; // its effort grows with the square of the length, and the start tells enough
    private const int MinKnown = 3;

    private static readonly Zxcvbn.Zxcvbn Zxcvbn = new();

    /// <summary>One sentence, or null when the password will do.</summary>
    /// <param name="known">What an attacker would try first.</param>
    public static string? FindWeakness(string password, IReadOnlyCollection<string> known)
    {
        var words = known.SelectMany(Words).Append("quizplatform").Where(word => word.Length >= MinKnown).Distinct().ToList();
        var result = Zxcvbn.EvaluatePassword(password.Length <= MaxLooked ? password : password[..MaxLooked], words);
        if (result.Score >= MinScore)
            return null;

        var longest = result.MatchSequence.MaxBy(match => match.Token.Length);
        var reason = longest switch
        {
            DictionaryMatch { DictionaryName: "user_inputs" } => "it is built on your own name or address",
            DictionaryMatch { DictionaryName: "passwords" } => "it is, or is built on, one of the most used passwords",
            DictionaryMatch => "it is a single word or name with little added",
            RepeatMatch => "it repeats itself",
            SequenceMatch => "it is a run of letters or digits such as abcdef",
            SpatialMatch => "it is a row of neighbouring keys",
            DateMatch => "it is a date",
            _ => "it is too short for what it is made of",
        };
        return $"This password is easy to guess: {reason}. Several unrelated words make a good one.";
    }

    private static IEnumerable<string> Words(string name) => name.Split('@', '.', '-', '_', ' ').Append(name).Select(word => word.ToLowerInvariant());
}
