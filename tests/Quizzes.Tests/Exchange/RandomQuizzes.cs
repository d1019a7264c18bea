using System.Text.Json;
using QuizPlatform.Platform;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes.Tests.Exchange;

/// <summary>Quizzes of all that authors may write, in texts full of what formats have a meaning for.</summary>
internal sealed class RandomQuizzes(int seed)
{
    private static readonly string[] Bits =
    [
        "a", "b", "x1", "Paris", " ", " ", "\n", "\t", "~", "=", "#", "####", "{", "}", ":", "::", "\\", "\\n", "\\*", "%50%", "[html]", "[", "]", "->", "=>",
        "-", ">", "<b>", "<", "&lt;", "&", ";", ",", "\"", "'", "''", "|", "+", "@", "$CATEGORY:", "//", "A) ", "B. ", "ANSWER: A", "_____", "1", "2.5", "*",
        "é", "e\u0301", "漢", "😀", "TRUE", "T", "true", "\u00A0", "“", "null", "1|2", "=1+1",
    ];

    private readonly Random _random = new(seed);

    public Quiz Next()
    {
        var request = new QuizRequest(
            $"Title {Text(line: true)}", $"About {Text()}", One("beginner", "advanced"), "Maths", [.. Some(0, 3, () => One("one", "two", "Straße"))],
            _random.Next(3) == 0 ? null : _random.Next(10, 1000), _random.Next(101), Draft: true, [.. Some(0, 12, Question)],
            new SettingsRequest(One("unaided", "first", "best"), Maybe, One("own", "made-up"), One("immediately", "afterPass", "never")), One("en", "pt-BR"),
            new ScoringRequest(One("none", "proportional", "rightMinusWrong"), One(0, 0.3333m)), One(null, "plain", "markdown"));
        return Quiz.Draft(A.Id(), "ann", request.Content(unfinished: true), A.Sunday);
    }

    private bool Maybe => _random.Next(2) == 0;

    private T One<T>(params T[] of) => of[_random.Next(of.Length)];

    private List<T> Some<T>(int min, int max, Func<T> make) => [.. Enumerable.Range(0, _random.Next(min, max + 1)).Select(_ => make())];

    // What authors may not write is not asked of any format.
    private QuestionRequest Question()
    {
        while (true)
        {
            var check = new Validation();
            var question = Any();
            var content = QuizRequest.ReadQuestion(check, "", question, unfinished: true, known: null);
            if (!check.HasFaults && (content.Parts.Missing(content.Question) is null || _random.Next(10) == 0))
                return question;
        }
    }

    private QuestionRequest Any()
    {
        var options = Some<string?>(2, 5, () => Text());
        var type = One([.. Written.Types]);
        var question = new QuestionRequest(Type: type, Question: Text(), Explanation: Maybe ? Text() : null, Points: One(1, 1, 3, 100),
            PartialCredit: One(null, null, null, "none", "proportional", "rightMinusWrong"));
        return type switch
        {
            "single" => question with { Options = options, CorrectAnswer = A.Json(_random.Next(options.Count)) },
            "multiple" => question with { Options = options, CorrectAnswer = A.Json(Indexes(options.Count)) },
            "trueFalse" => question with { CorrectAnswer = A.Json(Maybe) },
            "ordering" => question with { Options = options },
            "matching" => Matching(question, options),
            "gaps" => Gaps(question),
            "text" => Texts(question),
            _ => Numeric(question),
        };
    }

    private List<int> Indexes(int options) => [.. Enumerable.Range(0, options).Where(option => Maybe || option == options - 1)];

    private QuestionRequest Matching(QuestionRequest question, List<string?> options)
    {
        var prompts = Some<string?>(2, 5, () => Text());
        return question with { Options = options, Prompts = prompts, CorrectAnswer = A.Json(prompts.ConvertAll(_ => _random.Next(options.Count))) };
    }

    private T Texts<T>(T of)
        where T : RightAnswerRequest
    {
        var accepted = Some(1, 4, () => Text(line: true)).DistinctBy(text => Scoring.Texts.Fold(text)).ToList();
        var hasStar = accepted.Exists(text => text.Replace("\\*", "", StringComparison.Ordinal).Contains('*', StringComparison.Ordinal));
        return of with
        {
            CorrectAnswer = A.Json(accepted[0]),
            AlsoAccepted = [.. accepted.Skip(1).Select(text => new AcceptedRequest(text) { Credit = Credit() })],
            CaseSensitive = _random.Next(5) == 0 ? true : null,
            IgnoreAccents = _random.Next(5) == 0 ? true : null,
            Wildcards = hasStar && Maybe ? true : null,
        };
    }

    private T Numeric<T>(T of)
        where T : RightAnswerRequest
    {
        var numbers = Some(1, 4, Number).Distinct().ToList();
        return of with
        {
            CorrectAnswer = A.Json<decimal?>(numbers[0]),
            Tolerance = Maybe ? A.Json<decimal?>(Tolerance()) : null,
            ToleranceType = _random.Next(5) == 0 ? "relative" : null,
            Unit = _random.Next(5) == 0 ? "km" : null,
            AlsoAccepted = [.. numbers.Skip(1).Select(number => new AcceptedRequest
            {
                Value = A.Json<decimal?>(number),
                Tolerance = A.Json<decimal?>(Tolerance()),
                Credit = Credit(),
            })],
        };
    }

    private QuestionRequest Gaps(QuestionRequest question)
    {
        var gaps = Some<GapRequest?>(1, 3, () => One("text", "numeric", "choice") switch
        {
            "text" => Texts(new GapRequest("text")),
            "numeric" => Numeric(new GapRequest("numeric")),
            _ => new GapRequest("choice", Some<string?>(2, 4, () => Text(line: true))) { CorrectAnswer = A.Json(1) },
        });
        return question with { Question = string.Concat(gaps.Select((_, i) => $"{Text()} [[{i + 1}]] ")), Gaps = gaps };
    }

    private JsonElement? Credit() => Maybe ? null : A.Json<decimal?>(One(0.5m, 0.333m, 1m, 0.1234567890123456789012345678m));

    private decimal Number() => One(0m, 1822m, -2.50m, 9.81m, 1e15m, -1e-20m, 0.1234567890123456789012345678m, _random.Next(1000), _random.Next(1000) / 8m);

    private decimal Tolerance() => One(0m, 0.05m, 1m, 0.5m);

    private string Text(bool line = false)
    {
        var text = VisibleText.Spell(string.Concat(Some(1, 6, () => One(Bits))), lines: !line);
        return line ? text.Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ') : text;
    }
}
