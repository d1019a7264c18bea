using System.Text.Json;
using QuizPlatform.Web.Api;

namespace QuizPlatform.Web.Taking;

/// <summary>What a review tells of the questions as they were asked.</summary>
internal static class Reviewed
{
    extension(QuizResult result)
    {
        /// <summary>What was not answered rightly, left open too, each with its number in the quiz; none without its text.</summary>
        public IEnumerable<(int Number, QuestionReview Review, PlayerQuestion Question)> Wrong() =>
            from entry in result.Questions.Index()
            where !entry.Item.Correct
            let question = entry.Item.Asked()
            where question is not null
            select (entry.Index + 1, entry.Item, question);
    }

    extension(QuestionReview review)
    {
        /// <summary>What was asked; null where the text cannot be had.</summary>
        public PlayerQuestion? Asked() =>
            review is { Question: { } text, Options: { } options } ? new(review.QuestionId, text, options, review.MaxPoints) : null;
    }

    extension(PlayerQuestion question)
    {
        /// <summary><c>B · Paris</c>; null: no option.</summary>
        public string? Letter(JsonElement? option) =>
            option.Index(question.Options.Count) is { } i ? $"{QuestionField.Letter(i)} · {question.Options[i]}" : null;
    }
}
