using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using QuizPlatform.Web.Api;

namespace QuizPlatform.Web.Authoring;

/// <summary>What the page for an import was sent. A file that is not large comes back in a hidden field, and need not be chosen again.</summary>
internal sealed record ImportForm
{
    /// <summary>Of a file, in bytes. A quiz has 200,000 characters at most; the gateway's memory for one address has room for one form of these.</summary>
    public const int MaxFile = 2 * 1024 * 1024;

    /// <summary>Of all that is sent: a file, and another one in the hidden field.</summary>
    public const int MaxBytes = MaxFile + (768 * 1024);

    /// <summary>The names of its fields, and those of the API's that may be wrong.</summary>
    public const string FileName = "file", Carried = "carried", CarriedName = "carried-name", FormatName = "format", CharsetName = "charset",
        TitleName = "title", ShuffleName = "shuffle", TagName = "tag", KeyName = "key", SeenName = "seen", DoName = "do";

    private const int MaxCarried = 512 * 1024;

    /// <summary>Null: none was chosen.</summary>
    public byte[]? File { get; private init; }

    public string Name { get; private init; } = "";

    /// <summary>The one that was chosen; null: the file tells it.</summary>
    public FileFormat? Chosen { get; private init; }

    public string? Title { get; private init; }

    public bool Shuffle { get; private init; }

    /// <summary>Of the draft that gets the questions.</summary>
    public string? Tag { get; init; }

    /// <summary>Given with the form, so that a form sent twice makes one draft.</summary>
    public string Key { get; private init; } = Guid.NewGuid().ToString("N");

    /// <summary>The <see cref="Fingerprint"/> of what the sender has seen the report of.</summary>
    public string? Seen { get; init; }

    /// <summary>Whether it is to be done, not only tried.</summary>
    public bool IsImport { get; private init; }

    private string? ChosenCharset { get; init; }

    /// <summary>The one that was chosen, or that the file tells; null: it does not.</summary>
    public FileFormat? Format { get; private init; }

    /// <summary>Null where the file tells it.</summary>
    public string? Charset => File is null || Format is not { IsText: true } || IsUnicode(File) ? null
        : Charsets.Contains(ChosenCharset) ? ChosenCharset : Charsets[0];

    /// <summary>Those of texts that are not Unicode, the most likely one first.</summary>
    public static IReadOnlyList<string> Charsets { get; } = ["windows-1252", "iso-8859-1"];

    /// <summary>The file as text, where it comes back with the form.</summary>
    public string? Text => File is { Length: <= MaxCarried } ? Convert.ToBase64String(File) : null;

    /// <summary>Of all that decides what comes of the file.</summary>
    public string Fingerprint => Convert.ToHexString(SHA256.HashData(
        [.. Encoding.UTF8.GetBytes($"{Format?.Name}\n{Charset}\n{Shuffle}\n{Tag}\n"), .. File ?? []]));

    public static async Task<ImportForm> Read(IFormCollection form)
    {
        var (file, name) = form.Files[FileName] is { Length: > 0 } sent
            ? (await Bytes(sent), sent.FileName)
            : (Bytes(form[Carried]), form[CarriedName].ToString());
        var chosen = FileFormat.Named(form[FormatName]);
        return new()
        {
            File = file,
            Name = name,
            Chosen = chosen,
            Format = chosen ?? (file is null ? null : FileFormat.Of(name, file)),
            ChosenCharset = form[CharsetName],
            Title = form[TitleName],
            Shuffle = form[ShuffleName] == "true",
            Tag = form[TagName] is [{ Length: > 0 } tag] ? tag : null,
            Key = form[KeyName] is [{ Length: > 0 } key] ? key : Guid.NewGuid().ToString("N"),
            Seen = form[SeenName],
            IsImport = form[DoName] == "import",
        };
    }

    public QuizFile ToFile(FileFormat format, string? into) =>
        new(File!, format.Name, Charset, into is not null ? null : IsUntitled(format) ? Path.GetFileNameWithoutExtension(Name) : Title, Shuffle, into);

    private bool IsUntitled(FileFormat format) => string.IsNullOrWhiteSpace(Title) && !format.HasTitle;

    private static async Task<byte[]> Bytes(IFormFile file)
    {
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static byte[]? Bytes(string? base64)
    {
        var bytes = new byte[(base64?.Length ?? 0) / 4 * 3];
        return bytes.Length > 0 && Convert.TryFromBase64String(base64!, bytes, out var count) && count > 0 ? bytes[..count] : null;
    }

    private static bool IsUnicode(byte[] file) => Utf8.IsValid(file) || file is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
}
