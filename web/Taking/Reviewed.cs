using QuizPlatform.Web.Api;

namespace QuizPlatform.Web.Taking;

/// <summary>The questions of a review, which itself has no texts: they are the quiz's, while it is as it was taken.</summary>
internal static class Reviewed
{
    extension(QuizResult result)
    {
        /// <summary>What was asked; null where the quiz has changed since and may ask something else, or offer other options.</summary>
        public PlayerQuestion? Asked(QuizDetails? quiz, QuestionReview review) =>
            quiz?.Version == result.QuizVersion ? quiz.Questions.FirstOrDefault(question => question.Id == review.QuestionId) : null;

        /// <summary>What was not answered rightly, left open too, each with its number in the quiz.</summary>
        public IEnumerable<(int Number, QuestionReview Review, PlayerQuestion Question)> Wrong(QuizDetails? quiz) =>
            from entry in result.Questions.Index()
            where !entry.Item.Correct
            let question = result.Asked(quiz, entry.Item)
            where question is not null
            select (entry.Index + 1, entry.Item, question);
    }

    extension(PlayerQuestion question)
    {
        /// <summary><c>B · Paris</c>; null: no option.</summary>
        public string? Letter(int? option) =>
            option is { } i && i >= 0 && i < question.Options.Count ? $"{QuestionField.Letter(i)} · {question.Options[i]}" : null;
    }
}
