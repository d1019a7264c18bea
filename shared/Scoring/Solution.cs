using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace QuizPlatform.Scoring;

/// <summary>What is right in a question: reads answers to it and marks them.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SingleSolution), "single")]
[JsonDerivedType(typeof(MultipleSolution), "multiple")]
[JsonDerivedType(typeof(TrueFalseSolution), "trueFalse")]
[JsonDerivedType(typeof(NumericSolution), "numeric")]
[JsonDerivedType(typeof(TextSolution), "text")]
[JsonDerivedType(typeof(OrderingSolution), "ordering")]
[JsonDerivedType(typeof(MatchingSolution), "matching")]
[JsonDerivedType(typeof(GapsSolution), "gaps")]
public abstract record Solution
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), // letters as they are
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowOutOfOrderMetadataProperties = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new ExactNumbers() },
    };

    /// <summary>One of <see cref="Written.Types"/>.</summary>
    [JsonIgnore]
    public string Type => Names<Solution>.Of(this);

    /// <summary>Whether an answer has parts of which some may be right.</summary>
    private protected virtual bool HasParts => false;

    /// <summary>Reads what a client sends.</summary>
    /// <returns>Null for no answer: nothing, null, an empty list, or one of blanks.</returns>
    /// <exception cref="AnswerException">It is no answer to such a question.</exception>
    public abstract Answer? Read(JsonElement given);

    /// <summary>The answer that has full credit, of several that have it the first.</summary>
    public abstract Answer Right();

    /// <summary>The indexes of the options that an answer has chosen; none where there are no options, or all are to be ordered or matched.</summary>
    public virtual IReadOnlyList<int> Chosen(Answer answer) => [];

    /// <summary>What each part of an answer earned, from 0 to 1, where it has parts that stand for themselves: prompts or gaps. Null for others.</summary>
    public virtual IReadOnlyList<decimal>? PartCredits(Answer answer) => null;

    /// <summary>What is wrong with it as an author wrote it; each sentence follows "must be". Only where there is nothing answers are marked.</summary>
    public abstract IEnumerable<Fault> Faults();

    /// <summary>Marks an answer that <see cref="Read"/> gave.</summary>
    /// <param name="points">The question's, 1 to 100.</param>
    public Mark Mark(Answer? answer, int points, Rules rules)
    {
        if (answer is not { } given)
            return default;
        var (part, whole) = Share(given, rules.PartialCredit);
        var earned = points * part / whole; // divided last: what is half a hundredth stays one
        var penalty = 0 - (points * rules.WrongPenalty); // not its negation: 0 has a sign
        if (part <= 0)
            earned = HasParts && rules.PartialCredit == PartialCredit.RightMinusWrong ? Math.Max(earned, penalty) : penalty;
        return new(Scoring.Mark.Round(earned), part == whole, IsAnswered: true);
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="JsonException">It is none.</exception>
    public static Solution Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Solution>(json, Json) ?? throw new JsonException("A solution is missing.");
        }
        catch (NotSupportedException e)
        {
            throw new JsonException("A solution or a gap is of no known kind.", e);
        }
    }

    /// <summary>
    /// What an answer earns of the question's points: so much of the whole. All of it for a right one, nothing for a wrong one; below that only where right
    /// minus wrong is.
    /// </summary>
    private protected abstract (decimal Part, int Whole) Share(Answer answer, PartialCredit partialCredit);
}

/// <summary>What is wrong with a field of a question.</summary>
/// <param name="Must">To follow "must be".</param>
public readonly record struct Fault(string Field, string Must);
