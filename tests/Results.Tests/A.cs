using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests;

/// <summary>What only this app has: <c>A.Quiz(questions: 4)</c>, <c>A.Attempt("ann", quiz, right: 3)</c>.</summary>
internal static class Builders
{
    extension(A)
    {
        /// <summary>A published quiz whose right answer is always option 1 of 4.</summary>
        public static QuizPublished Quiz(int questions = 4, int version = 1, string? quizId = null, int pass = 70) => new(
            quizId ?? A.Id(), version, "A quiz", "web", "author", pass,
            [.. Enumerable.Range(0, questions).Select(i => new PublishedQuestion($"q{i}", 4, 1, 1, $"Because {i}."))], A.Sunday, Revision: version);

        /// <summary>Answers of which the first <paramref name="right"/> are right.</summary>
        public static int?[] Answers(QuizPublished quiz, int right) => [.. quiz.Questions!.Select((_, i) => (int?)(i < right ? 1 : 0))];

        /// <param name="again">Whether it is not the player's first on the quiz.</param>
        public static Result Result(string userId, QuizPublished quiz, int right, DateTimeOffset? at = null, int? timeSpent = null, bool again = false)
        {
            var known = new KnownQuiz(quiz.QuizId);
            known.Published(quiz, A.Sunday);
            var id = again ? A.Id() : Results.Result.FirstIdOf(userId, quiz.QuizId);
            var answers = A.Answers(quiz, right).Select(option => option is { } index ? Scoring.Answer.OfOption(index) : default(Scoring.Answer?)).ToList();
            return Results.Result.Submit(id, userId, known, AnswerKey.From(quiz), answers, timeSpent, null, at ?? A.Sunday);
        }

        public static Attempt Attempt(
            string quizId, double score, DateTimeOffset at, int maxScore = 10, string? category = null, int? timeSpent = null,
            bool counts = true) =>
            new(
                Results.Result.IdOf(A.Id()), quizId, category, score, maxScore, (int)(score * 100 / maxScore), timeSpent, at, counts, ByAuthor: false,
                ByGuest: false);

        /// <summary>The message that tells of a result on <see cref="Quiz"/>, as the bus would deliver it.</summary>
        public static string Message(Result result) =>
            Outbox.EventOf(result, AnswerKey.From(A.Quiz(result.Answers.Count, result.QuizVersion, result.QuizId))).Body;
    }
}
