using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// Quizzes to take at once on a new platform, kept as files of our own format. They are told apart by fixed ids: one that was archived is still there and
/// does not come back, and a platform that had them before gets no more.
/// </summary>
public sealed class SampleQuizzes(QuizzesDb quizzes, Catalogue catalogue, IOptions<QuizzesOptions> options, TimeProvider clock) : ILeftover
{
    public const string AuthorId = "quizplatform";
    public const string JavaScriptId = "0190000000007000800000000000000a";
    public const string SystemDesignId = "0190000000007000800000000000000b";
    public const string EveryTypeId = "0190000000007000800000000000000c";

    // The last tells that all are there, and on older platforms that all were that there were.
    private static readonly (string Id, string File)[] All =
        [(EveryTypeId, "odd-but-true"), (SystemDesignId, "system-design"), (JavaScriptId, "javascript")];

    // At the start, and again should the store not have been there yet; a point read when there is nothing to do.
    [Function(nameof(SampleQuizzes))]
    public Task Run([TimerTrigger("0 40 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation) => Finish(cancellation);

    public async Task Finish(CancellationToken cancellation)
    {
        if (await quizzes.Find(All[^1].Id, cancellation) is not null)
            return;
        // All are read before the first is there: who asks right after the start should not find a part of them.
        var samples = Array.ConvertAll(All, sample => (sample.Id, Content: Sample(sample.File)));
        foreach (var (id, content) in samples)
            await Add(id, content, cancellation);
    }

    private async Task Add(string id, QuizContent sample, CancellationToken cancellation)
    {
        if (await quizzes.Find(id, cancellation) is not null)
            return;

        var now = clock.GetUtcNow();
        var quiz = Quiz.Draft(id, AuthorId, sample, now, options.Value.LeaderboardCounts);
        quiz.Publish(now);
        await quizzes.TryAdd(quiz, cancellation); // unless another instance of the app started at the same moment
        catalogue.Changed(id);
    }

    private static QuizContent Sample(string name)
    {
        using var stream = typeof(SampleQuizzes).Assembly.GetManifestResourceStream($"Samples.{name}.json")!;
        using var file = new MemoryStream();
        stream.CopyTo(file);
        return Import.Of(Format.Of("json"), new ImportFile(file.ToArray()), into: null, shuffle: false, CancellationToken.None).Content(title: null);
    }
}
