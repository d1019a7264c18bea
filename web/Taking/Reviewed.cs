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
            where entry.Item.Correct == false && entry.Item.CorrectAnswer is not null
            let question = entry.Item.Asked()
            where question is not null
            select (entry.Index + 1, entry.Item, question);
    }

    extension(QuestionReview review)
    {
        /// <summary>Right, wrong, or partly right, where open counts as wrong; null while that is not shown.</summary>
        public string? Verdict => review.Correct switch { null => null, true => "right", _ => review.Points > 0 ? "partly" : "wrong" };

        /// <summary>What was asked; null where the text cannot be had.</summary>
        public PlayerQuestion? Asked() => review.Question is { } text
            ? new(review.QuestionId, text, review.Options ?? [], review.MaxPoints, review.Type, review.Prompts,
                review.Gaps?.Select(gap => new PlayerGap(gap.Kind, gap.Options, gap.Unit)).ToList(), review.Unit)
            : null;
    }
}
