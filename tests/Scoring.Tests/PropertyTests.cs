using System.Text;
using System.Text.Json;

namespace QuizPlatform.Scoring.Tests;

/// <summary>What holds of every question and every answer, tried on thousands made at random, the same each time.</summary>
public sealed class PropertyTests
{
    private const int Tries = 3_000;

    private static readonly string[] Hostile =
    [
        $"{new string('[', 60)}{new string(']', 60)}", $"[{string.Join(',', new int[5_000])}]", new string('9', 5_000), $"1e{new string('9', 500)}",
        $"-0.{new string('0', 5_000)}1", "\"\\ud800\"", "[\"\\udc00x\"]", "{\"a\":1,\"a\":2}", $"\"{new string('*', 5_000)}\"", "[[1],[2]]", "[{}]",
        "\"\\ufffe\"", "\"\\u0000\"", "79228162514264337593543950335", "[1e1,1.0]",
    ];

    private readonly Random _random = new(1);

    [Fact]
    public void A_mark_is_never_above_the_points_nor_below_the_penalty()
    {
        for (var i = 0; i < Tries; i++)
        {
            var (solution, answer) = Any();
            var (points, rules) = (_random.Next(1, 101), AnyRules());

            var mark = solution.Mark(solution.Read(answer), points, rules);

            Assert.InRange(mark.Points, Math.Round(-points * rules.WrongPenalty, 2, MidpointRounding.AwayFromZero), points);
            Assert.Equal(mark.IsCorrect, mark.Points == points && mark.IsAnswered);
        }
    }

    [Fact]
    public void The_right_answer_earns_all_points_whatever_the_rules()
    {
        for (var i = 0; i < Tries; i++)
        {
            var solution = AnySolution();

            var mark = solution.MarkOf(Right(solution), 7, AnyRules());

            Assert.Equal(new(7, IsCorrect: true, IsAnswered: true), mark);
        }
    }

    [Fact]
    public void What_was_kept_is_read_as_the_same_answer()
    {
        for (var i = 0; i < Tries; i++)
        {
            var (solution, answer) = Any();
            var kept = solution.Read(answer);
            var copy = Solution.Parse(solution.ToJson());

            Assert.Equal(kept, kept is null ? copy.Read(answer) : copy.Read(kept.Value.Json));
            Assert.Equal(solution.Mark(kept, 9, Rules.Default), copy.Mark(kept, 9, Rules.Default));
            Assert.Equal(solution.ToJson(), copy.ToJson());
        }
    }

    [Fact]
    public void The_order_of_chosen_options_changes_nothing()
    {
        for (var i = 0; i < Tries; i++)
        {
            var options = _random.Next(2, 21);
            var solution = new MultipleSolution(options, Some(options));
            var chosen = Some(options);
            var rules = AnyRules();

            Assert.Equal(
                solution.MarkOf(Json(chosen), 10, rules),
                new MultipleSolution(options, [.. solution.CorrectAnswer.Reverse()]).MarkOf(Json(chosen.Reverse()), 10, rules));
        }
    }

    [Theory]
    [InlineData(PartialCredit.Proportional)]
    [InlineData(PartialCredit.RightMinusWrong)]
    public void One_more_right_part_never_earns_less(PartialCredit partialCredit)
    {
        var rules = new Rules(partialCredit, 1);
        for (var i = 0; i < Tries; i++)
        {
            var prompts = _random.Next(2, 21);
            var matching = new MatchingSolution(5, [.. Enumerable.Range(0, prompts).Select(_ => _random.Next(5))]);
            var matched = Enumerable.Range(0, prompts).Select(_ => _random.Next(5) is > 0 and var option ? option : default(int?)).ToArray();
            var better = matched.ToArray();
            var mended = _random.Next(prompts);
            better[mended] = matching.CorrectAnswer[mended];
            Assert.InRange(matching.MarkOf(Json(better), 100, rules).Points, matching.MarkOf(Json(matched), 100, rules).Points, 100);

            var multiple = new MultipleSolution(10, Some(10));
            var chosen = Some(10);
            var missing = multiple.CorrectAnswer.Except(chosen).ToList();
            if (missing.Count > 0)
            {
                int[] more = [.. chosen, missing[_random.Next(missing.Count)]];
                Assert.InRange(multiple.MarkOf(Json(more), 100, rules).Points, multiple.MarkOf(Json(chosen), 100, rules).Points, 100);
            }
        }
    }

    [Fact]
    public void Two_neighbours_put_right_never_earn_less()
    {
        for (var i = 0; i < Tries; i++)
        {
            var count = _random.Next(2, 21);
            var solution = new OrderingSolution([.. Shuffled(count)]);
            var order = Shuffled(count);
            var at = _random.Next(count - 1);
            var places = order.Select(option => solution.CorrectAnswer.ToList().IndexOf(option)).ToList();
            if (places[at] < places[at + 1])
                continue;
            var better = order.ToArray();
            (better[at], better[at + 1]) = (better[at + 1], better[at]);

            foreach (var partialCredit in Enum.GetValues<PartialCredit>())
            {
                var rules = new Rules(partialCredit, 1);
                Assert.InRange(solution.MarkOf(Json(better), 100, rules).Points, solution.MarkOf(Json(order), 100, rules).Points, 100);
            }
        }
    }

    [Fact]
    public void Folding_once_is_folding()
    {
        for (var i = 0; i < Tries; i++)
        {
            var text = AnyText();
            foreach (var (caseSensitive, ignoreAccents) in ((bool, bool)[])[(false, false), (true, false), (false, true), (true, true)])
            {
                var folded = Texts.Fold(text, caseSensitive, ignoreAccents);
                Assert.Equal(folded, Texts.Fold(folded, caseSensitive, ignoreAccents));
            }
        }
    }

    [Fact]
    public void Whatever_is_sent_is_an_answer_or_refused()
    {
        for (var i = 0; i < 100_000; i++)
        {
            var solution = AnySolution();
            var given = _random.Next(50) == 0 ? Hostile[_random.Next(Hostile.Length)] : Mutated(Right(solution));
            if (Parsed(given) is not { } json)
                continue;
            try
            {
                var mark = solution.Mark(solution.Read(json), 3, AnyRules());
                Assert.InRange(mark.Points, -3, 3);
            }
            catch (AnswerException e)
            {
                Assert.NotEmpty(e.Must);
            }
        }
    }

    private static JsonElement? Parsed(string json)
    {
        try
        {
            return JsonDocument.Parse(json).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private (Solution Solution, string Answer) Any()
    {
        var solution = AnySolution();
        var answer = solution switch
        {
            SingleSolution s => Json(_random.Next(s.Options)),
            MultipleSolution s => Json(Some(s.Options)),
            TrueFalseSolution => Json(_random.Next(2) == 0),
            NumericSolution => Json(_random.Next(-20, 20) / 4m),
            TextSolution => Json(AnyText()),
            OrderingSolution s => Json(Shuffled(s.CorrectAnswer.Count)),
            MatchingSolution s => Json(s.CorrectAnswer.Select(_ => _random.Next(3) == 0 ? default(int?) : _random.Next(s.Options))),
            _ => Json(((GapsSolution)solution).Gaps.Select(gap => gap is TextSolution ? AnyText() : (object)_random.Next(2))),
        };
        return (solution, answer);
    }

    private Solution AnySolution()
    {
        var options = _random.Next(2, 21);
        return _random.Next(8) switch
        {
            0 => new SingleSolution(options, _random.Next(options)),
            1 => new MultipleSolution(options, Some(options)),
            2 => new TrueFalseSolution(_random.Next(2) == 0),
            3 => new NumericSolution(_random.Next(-9, 9) / 2m, _random.Next(4), AlsoAccepted: [new(_random.Next(9), Credit: _random.Next(1, 100) / 100m)]),
            4 => new TextSolution(AnyText(), [new(AnyText(), _random.Next(1, 100) / 100m)], IgnoreAccents: _random.Next(2) == 0),
            5 => new OrderingSolution(Shuffled(options)),
            6 => new MatchingSolution(options, [.. Enumerable.Range(0, _random.Next(2, 21)).Select(_ => _random.Next(options))]),
            _ => new GapsSolution([new TextSolution(AnyText()), new NumericSolution(_random.Next(9)), new ChoiceGap(["a", "b"], _random.Next(2))]),
        };
    }

    private static string Right(Solution solution) => solution switch
    {
        SingleSolution s => Json(s.CorrectAnswer),
        MultipleSolution s => Json(s.CorrectAnswer),
        TrueFalseSolution s => Json(s.CorrectAnswer),
        NumericSolution s => Json(s.CorrectAnswer),
        TextSolution s => Json(s.CorrectAnswer),
        OrderingSolution s => Json(s.CorrectAnswer),
        MatchingSolution s => Json(s.CorrectAnswer),
        _ => Json(((GapsSolution)solution).Gaps.Select(gap => gap switch
        {
            TextSolution s => s.CorrectAnswer,
            NumericSolution s => s.CorrectAnswer,
            _ => (object)((ChoiceGap)gap).CorrectAnswer,
        })),
    };

    private Rules AnyRules() => new((PartialCredit)_random.Next(3), _random.Next(101) / 100m);

    private int[] Some(int options) => [.. Shuffled(options).Take(_random.Next(1, options + 1))];

    private int[] Shuffled(int count)
    {
        var all = Enumerable.Range(0, count).ToArray();
        _random.Shuffle(all);
        return all;
    }

    private string AnyText()
    {
        var text = new StringBuilder("x");
        for (var i = _random.Next(20); i > 0; i--)
        {
            var rune = _random.Next(4) switch
            {
                0 => new Rune(_random.Next(0x20, 0x7F)),
                1 => new Rune(_random.Next(0xA0, 0x590)), // letters with marks, marks, Greek, Cyrillic
                2 => new Rune(_random.Next(0x1E00, 0x2200)), // more of them, quotes, dashes, spaces
                _ => new Rune(_random.Next(4) switch { 0 => 0x10400, 1 => 0xFF01 + _random.Next(94), 2 => 0x1F600, _ => 0x3000 + _random.Next(256) }),
            };
            text.Append(rune);
        }

        return text.ToString();
    }

    // A few characters of it are left out, doubled, or become others that mean something in JSON.
    private string Mutated(string json)
    {
        var text = new StringBuilder(json);
        for (var i = _random.Next(1, 4); i > 0 && text.Length > 0; i--)
        {
            var at = _random.Next(text.Length);
            _ = _random.Next(3) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Insert(at, text[at]),
                _ => text.Insert(at, "[]{},:\"-+.eE019nultrfas\\ "[_random.Next(25)]),
            };
        }

        return text.ToString();
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);
}
