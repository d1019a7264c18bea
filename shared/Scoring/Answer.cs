using System.Globalization;
using System.Text.Json;

namespace QuizPlatform.Scoring;

/// <summary>What somebody answered to a question, in the one spelling that is kept.</summary>
/// <param name="Json">The index of an option, a list of them, true or false, a number, a text: as the question's type has it.</param>
public readonly record struct Answer(string Json)
{
    /// <summary>The index of the one option that was chosen.</summary>
    public int Option => int.Parse(Json, CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Option"/>
    public static Answer OfOption(int index) => new(index.ToString(CultureInfo.InvariantCulture));

    internal static Answer Of<T>(T value) => new(JsonSerializer.Serialize(value, Solution.Json));

    internal T Value<T>() => JsonSerializer.Deserialize<T>(Json, Solution.Json)!;

    /// <summary>As clients have it.</summary>
    public JsonElement ToJson() => Value<JsonElement>();

    public override string ToString() => Json;
}

/// <summary>An answer is none that the question can have.</summary>
/// <param name="must">What it must be, to follow its name and "must be" in a sentence.</param>
public sealed class AnswerException(string must) : FormatException($"The answer must be {must}.")
{
    public string Must => must;
}
