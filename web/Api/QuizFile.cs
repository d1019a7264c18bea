using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace QuizPlatform.Web.Api;

/// <summary>A file to import questions from.</summary>
/// <param name="Charset">Of a text that is not Unicode.</param>
/// <param name="Title">Of the new quiz; empty: as the file has it.</param>
/// <param name="Shuffle">Whether options to choose from are put in another order.</param>
/// <param name="Into">The id of a draft that gets the questions; null: a new one.</param>
public sealed record QuizFile(byte[] Bytes, string Format, string? Charset = null, string? Title = null, bool Shuffle = false, string? Into = null)
{
    internal QueryString ToQueryString(string how, string value)
    {
        var query = new QueryBuilder { { "format", Format }, { how, value } };
        Add("charset", Charset);
        Add("title", Title);
        Add("shuffleOptions", Shuffle ? "true" : null);
        Add("into", Into);
        return query.ToQueryString();

        void Add(string name, string? text)
        {
            if (!string.IsNullOrWhiteSpace(text))
                query.Add(name, text);
        }
    }
}

/// <summary>What an import would do.</summary>
/// <param name="Questions">Those that the draft would get.</param>
public sealed record TriedImport(FileReport Report, IReadOnlyList<OwnQuestion> Questions, string TextFormat = "plain");

/// <param name="Quiz">The draft with the questions that were taken.</param>
public sealed record ImportedQuiz(OwnQuiz Quiz, FileReport Report);

/// <summary>What becomes of each question.</summary>
/// <param name="Messages">What belongs to no question.</param>
public sealed record FileReport(string Format, FileCounts Counts, IReadOnlyList<FileMessage> Messages, IReadOnlyList<FileItem> Items);

/// <param name="Warnings">Questions of which something is lost or changed.</param>
/// <param name="Errors">Those that are left out.</param>
public sealed record FileCounts(int Ok, int Warnings, int Errors);

/// <param name="Item">Counted from 1.</param>
/// <param name="Line">Where it begins; null where a file has no lines.</param>
/// <param name="Status"><c>ok</c>, <c>warning</c> or <c>error</c>.</param>
public sealed record FileItem(int Item, int? Line, string? Type, string Status, IReadOnlyList<FileMessage> Messages);

/// <param name="Sentence">In English.</param>
public sealed record FileMessage(int? Line, string Sentence);
