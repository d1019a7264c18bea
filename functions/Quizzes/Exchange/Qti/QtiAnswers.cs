using System.Text.Json;

namespace QuizPlatform.Quizzes;

/// <summary>What is right where a text or a number is to be typed, in questions and in gaps.</summary>
internal sealed class QtiAnswers(FoundItem item, QtiScoring scoring)
{
    private const string Nothing = "Nothing says what is right in it.";

    public T Text<T>(T of, QtiResponse response)
        where T : RightAnswerRequest
    {
        var accepted = Accepted(response);
        if (accepted.Count == 0)
            return of;
        var cases = scoring.IsMapped(response)
            ? response.Mapped.Where(entry => entry.Value > 0).Select(entry => entry.CaseSensitive).Distinct().ToList() : [scoring.IsExact(response)];
        if (cases.Count > 1)
            item.Warn("Some of its answers count whatever their case; here case counts in all.");
        return of with
        {
            CorrectAnswer = FoundItem.Right(accepted[0].Text),
            CaseSensitive = cases.Contains(true) ? true : null,
            AlsoAccepted = [.. accepted.Skip(1).Select(one => new AcceptedRequest(one.Text) { Credit = Credit(one.Credit) })],
        };
    }

    public T Numeric<T>(T of, QtiResponse response)
        where T : RightAnswerRequest
    {
        var numbers = new List<AcceptedRequest>();
        var compared = scoring.IsMapped(response) ? [] : scoring.Equal(response);
        if (!scoring.IsMapped(response) && scoring.IsUnclear(response))
            item.Warn(QtiScoring.NotRead);
        foreach (var (text, credit) in compared.Count > 0 ? [] : Accepted(response))
            Add(text, credit, "exact", []);
        foreach (var (value, mode, tolerance, credit, hasEnds) in compared)
        {
            if (!hasEnds)
                item.Warn("The ends of what is accepted are right here, and wrong there.");
            Add(value ?? response.Correct.FirstOrDefault("?"), credit, mode, tolerance);
        }

        numbers = [.. numbers.DistinctBy(one => (one.Value?.GetRawText(), one.Tolerance?.GetRawText(), one.ToleranceType))];
        if (numbers.FindIndex(one => one.Credit is null) is > 0 and var right)
            (numbers[0], numbers[right]) = (numbers[right], numbers[0]);
        return numbers.Count == 0 ? of : of with
        {
            CorrectAnswer = numbers[0].Value,
            Tolerance = numbers[0].Tolerance,
            ToleranceType = numbers[0].ToleranceType,
            AlsoAccepted = numbers[1..],
        };

        void Add(string text, decimal credit, string mode, string[] tolerance)
        {
            decimal below = 0, above = 0;
            var isRead = LooseNumbers.TryRead(text, out var number) && (mode is "exact" or "" || (tolerance.Length is 1 or 2
                && LooseNumbers.TryRead(tolerance[0], out below) && LooseNumbers.TryRead(tolerance[^1], out above)));
            if (!isRead)
                item.Refuse("What is right must be a number that can be kept exactly, with a tolerance.");
            else if (below == above)
                numbers.Add(Number(number, mode == "relative" ? below / 100 : below, mode == "relative", credit));
            else
                Between(number, mode == "relative" ? Math.Abs(number) / 100 : 1, below, above, credit);
        }

        // Right is the number itself, and all around the middle of what is accepted.
        void Between(decimal number, decimal unit, decimal below, decimal above, decimal credit)
        {
            var (from, to) = (number - (below * unit), number + (above * unit));
            numbers.Add(Number(number, 0, false, credit));
            numbers.Add(Number((from + to) / 2, Math.Abs(to - from) / 2, false, credit));
        }
    }

    // Those that earn something, one that earns all first; what is declared to be correct before others that do.
    private List<(string Text, decimal Credit)> Accepted(QtiResponse response)
    {
        if (!scoring.IsMapped(response))
        {
            if (response.Correct.Count == 0)
                item.Refuse(Nothing);
            return [.. response.Correct.Select(text => (text, 1m))];
        }

        var most = response.Mapped.Max(entry => entry.Value);
        if (most <= 0)
            item.Refuse(Nothing);
        List<(string Text, decimal Credit)> accepted = [.. response.Mapped.Where(entry => entry.Value > 0).Select(entry => (entry.Key, entry.Value / most))];
        var right = accepted.FindIndex(one => one.Credit == 1 && one.Text == response.Correct.FirstOrDefault(one.Text));
        right = right < 0 ? accepted.FindIndex(one => one.Credit == 1) : right;
        return right < 0 ? [] : [accepted[right], .. accepted.Where((_, i) => i != right)];
    }

    private static AcceptedRequest Number(decimal value, decimal tolerance, bool isRelative, decimal credit) => new()
    {
        Value = FoundItem.Right(value),
        Tolerance = tolerance == 0 ? null : FoundItem.Right(tolerance),
        ToleranceType = isRelative ? "relative" : null,
        Credit = Credit(credit),
    };

    private static JsonElement? Credit(decimal credit) => credit == 1 ? null : FoundItem.Right(credit);
}
