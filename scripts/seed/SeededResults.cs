using QuizPlatform.Contracts;
using QuizPlatform.Platform;
using QuizPlatform.Results;
using QuizPlatform.Scoring;

namespace QuizPlatform.Seed;

/// <summary>What the players have handed in, with all boards, statistics and analytics as they follow from it.</summary>
internal static class SeededResults
{
    private const int CountedAtOnce = 500;

    /// <param name="tell">Is told how many players are done.</param>
    public static async Task Write(string file, Population population, IReadOnlyList<QuizPublished> published, Action<int> tell)
    {
        await using var store = await SeededStore<ResultsDb>.Create(file);
        var quizzes = published.Select(quiz => new SeededQuiz(quiz)).ToList();
        foreach (var quiz in quizzes)
        {
            store.Add(quiz.Known);
            store.Add(quiz.Key);
        }

        var places = new FirstPlaces();
        Know(population.AuthorId, "The author");
        for (var player = 0; player < population.Players; player++)
        {
            var id = population.PlayerId(player);
            Know(id, SeededAccounts.NameOf(player));
            var results = population.PlaysOf(player).Select(play => quizzes[play.Quiz].Take(id, play)).ToList();
            foreach (var result in results)
                store.Add(result);
            Count(store, places, id, [.. results.Select(AttemptOf)]);
            tell(player + 1);
        }

        foreach (var document in quizzes.SelectMany(quiz => quiz.Counted()))
            store.Add(document);
        foreach (var document in places.Documents())
            store.Add(document);
        var recount = new Recount(quizId: null); // nothing is to be counted anew
        recount.Begin(Recounts.CauseOf(onlyFeatured: false), DateTimeOffset.UtcNow);
        recount.End(DateTimeOffset.UtcNow);
        store.Add(recount);
        await store.Complete();

        void Know(string id, string name)
        {
            var player = new Player(id);
            player.CameAs(name, madeUpName: null);
            store.Add(player);
        }
    }

    private static void Count(SeededStore<ResultsDb> store, FirstPlaces places, string player, List<Attempt> attempts)
    {
        var overAll = new Standings(null, player);
        var counted = new List<(Attempt Attempt, CountedAttempt OnQuiz)>();
        foreach (var quiz in attempts.GroupBy(a => a.QuizId))
        {
            var standings = new Standings(quiz.Key, player);
            counted.AddRange(standings.CountAnew(quiz, quiz.Last().SubmittedAt));
            places.Count(standings);
            store.Add(standings);
        }

        overAll.CountAnew(counted.OrderBy(c => c.Attempt.SubmittedAt), attempts[^1].SubmittedAt);
        places.Count(overAll);
        store.Add(overAll);

        var statistics = new PlayerStatistics(player);
        statistics.CountAnew(attempts);
        store.Add(statistics);
    }

    private static Attempt AttemptOf(Result r) => new(
        r.Id, r.QuizId, r.Category, r.Score, r.MaxScore, r.Percentage, r.TimeSpent, r.SubmittedAt, r.CountsOnBoard, r.ByAuthor, r.ByGuest);

    private sealed class SeededQuiz
    {
        private readonly QuizAnalytics _analytics;
        private readonly List<ResultSubmitted> _uncounted = [];
        private readonly List<string> _forgotten = [];

        public SeededQuiz(QuizPublished published)
        {
            Known = new(published.QuizId);
            Known.Published(published, published.PublishedAt);
            Key = AnswerKey.From(published);
            _analytics = new(published.QuizId);
        }

        public KnownQuiz Known { get; }
        public AnswerKey Key { get; }

        public Result Take(string player, Play play)
        {
            var answers = Key.Questions.ConvertAll(question => AnswerTo(question, play));
            var id = Result.FirstIdOf(player, Key.QuizId);
            var result = Result.Submit(id, player, Known, Key, answers, timeSpent: play.Random.Next(20, 300), request: null, play.At);
            if (!result.ByAuthor)
                _uncounted.Add(result.ToEvent(Key));
            if (_uncounted.Count == CountedAtOnce)
                Count();
            return result;
        }

        public IEnumerable<Document> Counted()
        {
            Count();
            return [_analytics, .. CountedResults.Of(_analytics, _forgotten)];
        }

        private void Count()
        {
            _forgotten.AddRange(_analytics.Forgetting ?? []);
            _analytics.TryCount(_uncounted);
            _uncounted.Clear();
        }

        private static Answer? AnswerTo(KeyQuestion question, Play play) => play.Random.NextDouble() switch
        {
            var luck when luck < play.Skill => Answer.OfOption(question.CorrectAnswer),
            > 0.98 => null,
            _ => Answer.OfOption(play.Random.Next(question.Options)),
        };
    }
}
