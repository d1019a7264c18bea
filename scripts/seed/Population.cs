using QuizPlatform.Platform;

namespace QuizPlatform.Seed;

/// <summary>Who plays what and when: always the same people for the same numbers, but for their ids.</summary>
/// <param name="players">One at least.</param>
/// <param name="quizzes">One at least.</param>
/// <param name="now">When the last of them has played.</param>
internal sealed class Population(int players, int quizzes, DateTimeOffset now)
{
    private const int MostPlays = 4;
    private static readonly TimeSpan Past = TimeSpan.FromDays(100);
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    private readonly string[] _players = [.. Enumerable.Range(0, players).Select(i => PublicId.New(CameAt(players, now, i)))];
    private readonly string[] _quizzes = [.. Enumerable.Range(0, quizzes).Select(i => PublicId.New(now - Past))];

    public int Players => players;
    public int Quizzes => quizzes;

    /// <summary>When their author came.</summary>
    public DateTimeOffset Began => PublishedAt(-1);

    /// <summary>When the quiz was published: one after the other, and all before anybody played.</summary>
    public DateTimeOffset PublishedAt(int quiz) => now - Past - (Apart * (quizzes - quiz));

    public string PlayerId(int player) => _players[player];
    public string QuizId(int quiz) => _quizzes[quiz];

    /// <summary>Who has written all quizzes, and plays none.</summary>
    public string AuthorId { get; } = PublicId.New(now - Past - Apart);

    public DateTimeOffset CameAt(int player) => CameAt(players, now, player);

    /// <summary>Each plays one to four different quizzes as they come, popular ones more often; the later players, the later.</summary>
    public IEnumerable<Play> PlaysOf(int player)
    {
        var random = new Random(player);
        var skill = random.NextDouble();
        var count = Math.Min(quizzes, 1 + Enumerable.Range(1, MostPlays - 1).Count(_ => random.NextDouble() < 0.1));
        var at = CameAt(player);
        for (var (i, played) = (0, new HashSet<int>()); i < count; i++)
        {
            int quiz;
            do
                quiz = (int)(quizzes * random.NextDouble() * random.NextDouble());
            while (!played.Add(quiz));
            yield return new(quiz, at + (Apart * i / MostPlays), skill, random);
        }
    }

    private static DateTimeOffset CameAt(int players, DateTimeOffset now, int player) => now - (Past * ((double)(players - player) / players));
}

/// <param name="Skill">How often the player knows an answer, from 0 to 1.</param>
/// <param name="Random">To take the answers from.</param>
internal sealed record Play(int Quiz, DateTimeOffset At, double Skill, Random Random);
