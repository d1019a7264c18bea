using Microsoft.Extensions.Localization;
using QuizPlatform.Web.Api;

namespace QuizPlatform.Web.Layout;

/// <summary>What was wrong with a form that was sent: sentences by field, and one for all of it.</summary>
public sealed class Faults
{
    private readonly Dictionary<string, List<string>> _fields = [];

    public string? Sentence { get; private set; }

    /// <summary>Whether it is that one has to have signed in just now.</summary>
    public bool WantSignIn { get; private set; }

    public bool Any => Sentence is not null || _fields.Count > 0;

    public IReadOnlyList<string> Of(string field) => _fields.GetValueOrDefault(field) ?? [];

    /// <summary>Something is wrong with all of it.</summary>
    public void Add(string sentence) => Sentence = sentence;

    public void Add(string field, string sentence)
    {
        if (!_fields.TryGetValue(field, out var sentences))
            _fields[field] = sentences = [];
        sentences.Add(sentence);
    }

    /// <summary>Takes over what an app says, in the visitor's language where there is a text for it.</summary>
    /// <param name="names">The form's name for a field of the API, where it is another.</param>
    public void Add(ApiException problem, IStringLocalizer<Texts> texts, params IReadOnlyList<(string Api, string Form)> names)
    {
        foreach (var field in problem.Errors.Keys)
            Add(names.FirstOrDefault(name => name.Api == field).Form ?? field, Problems.Sentence(problem, texts, field));

        WantSignIn = problem.Code == "auth.sign-in-again";
        if (problem.Errors.Count == 0)
            Sentence = Problems.Sentence(problem, texts);
    }
}
