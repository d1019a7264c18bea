using QuizPlatform.Contracts;

namespace QuizPlatform.Results.Tests.Scale;

/// <summary>What the app's own functions ask of the store, taken down while they run: for submissions, and for batches of results by size.</summary>
internal sealed record AccessPattern(IReadOnlyList<Recorded> Submissions, IReadOnlyDictionary<string, IReadOnlyList<Recorded>> Batches)
{
    private const int Questions = 30;

    public static readonly string[] Subscriptions = ["leaderboard", "statistics", "analytics"];

    /// <param name="onOneQuiz">Whether all take the same quiz; otherwise everybody another one.</param>
    /// <param name="most">Of the largest batch, a power of four.</param>
    public static async Task<AccessPattern> Of(bool onOneQuiz, int most)
    {
        int[] sizes = [.. Enumerable.Range(0, 1 + (int)Math.Log(most, 4)).Select(power => (int)Math.Pow(4, power))];
        await using var app = new ResultsApp();
        var (submissions, batches) = (new List<Recorded>(), Subscriptions.ToDictionary(subscription => subscription, _ => new List<Recorded>()));
        QuizPublished[] before = [await app.Publish(A.Quiz(Questions)), await app.Publish(A.Quiz(Questions))];
        var quizzes = new List<QuizPublished>();
        for (var i = 0; i < (onOneQuiz ? 1 : most); i++)
            quizzes.Add(await app.Publish(A.Quiz(Questions)));
        HashSet<string> quizIds = [.. before.Concat(quizzes).Select(quiz => quiz.QuizId)];
        var players = Enumerable.Range(0, 2 * sizes.Sum()).Select(_ => A.Id()).ToList();
        var ids = players.ToHashSet();
        await app.Store.Bill.RequestsOf(Prepare); // for the sizes of what is there

        var next = 0;
        foreach (var size in sizes.Reverse())
        {
            await Record(size); // brings into being, and leaves to be closed, what the next of that size finds
            submissions.RemoveRange(submissions.Count - size, size);
            foreach (var batch in batches.Values)
                batch.RemoveAt(0);
            await Record(size);
        }

        return new(submissions, batches.ToDictionary(of => of.Key, of => (IReadOnlyList<Recorded>)of.Value));

        async Task Prepare()
        {
            foreach (var (i, player) in players.Index())
            {
                await app.Tell(UserRegistered.Type, new UserRegistered(player, player, "Ann", A.Sunday));
                await app.Submit(player, before[0], right: i % Questions); // all totals are different, as many as there are
                await app.Submit(player, before[1], right: i / Questions % Questions);
            }

            foreach (var some in app.Sent.All.Select(sent => sent.Body).Chunk(64))
            {
                foreach (var subscription in Subscriptions)
                    await Handle(subscription, some);
            }
        }

        async Task Record(int size)
        {
            var sent = app.Sent.All.Count;
            for (var i = 0; i < size; i++)
            {
                var (player, quiz) = (players[next++], quizzes[i % quizzes.Count]);
                submissions.Add(await Take(1, () => app.Submit(player, quiz, right: next % Questions)));
            }

            string[] messages = [.. app.Sent.All.Skip(sent).Select(told => told.Body)];
            foreach (var (subscription, batch) in batches)
                batch.Insert(0, await Take(size, () => Handle(subscription, messages)));
        }

        async Task<Recorded> Take(int size, Func<Task> work) => new(size, await app.Store.Bill.RequestsOf(work), ids, quizIds);

        Task Handle(string subscription, string[] messages) => subscription switch
        {
            "leaderboard" => app.Run<UpdateLeaderboard>(f => f.Run(messages, default)),
            "statistics" => app.Run<UpdateStatistics>(f => f.Run(messages, default)),
            _ => app.Run<UpdateAnalytics>(f => f.Run(messages, default)),
        };
    }
}

/// <summary>One run of a function.</summary>
/// <param name="Size">Of how many results.</param>
/// <param name="Players">Whose ids are others with the next run, as those of <paramref name="Quizzes"/>.</param>
internal sealed record Recorded(int Size, IReadOnlyList<StoreRequest> Requests, IReadOnlySet<string> Players, IReadOnlySet<string> Quizzes);
