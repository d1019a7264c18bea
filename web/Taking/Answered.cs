using System.Text.Json;
using Microsoft.AspNetCore.Http;
using QuizPlatform.Web.Api;

namespace QuizPlatform.Web.Taking;

/// <summary>Answers, in the shapes that the API has for the types of questions.</summary>
internal static class Answered
{
    extension(PlayerQuestion question)
    {
        /// <summary>The name of its control in a form.</summary>
        public string Field => $"answer-{question.Id}";

        /// <summary>What a form that was sent answers; null: nothing that can be an answer.</summary>
        public JsonElement? AnswerIn(IFormCollection? sent) =>
            Index(sent?[question.Field], question.Options.Count) is { } option ? JsonSerializer.SerializeToElement(option) : null;
    }

    extension(JsonElement? answer)
    {
        /// <summary>Which of the options it is; null: none of them.</summary>
        public int? Index(int options) =>
            answer is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var i) && i >= 0 && i < options ? i : null;
    }

    private static int? Index(string? text, int options) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < options ? i : null;
}
