using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

public sealed class PasswordHashingTests
{
    private static readonly IOptions<PasswordHasherOptions> Weak = Options.Create(new PasswordHasherOptions { IterationCount = 1000 });

    [Fact]
    public void By_default_a_hash_costs_what_OWASP_asks_for()
    {
        var options = Options.Create(new PasswordHasherOptions { IterationCount = new PasswordOptions().Iterations });

        var hash = Convert.FromBase64String(new PasswordHasher<User>(options).HashPassword(User.NeverRegistered("", default), "correct-horse-battery"));

        Assert.Equal((1, 2), (hash[0], hash[4])); // Identity's version 3 with HMAC-SHA512
        Assert.True(CountingHasher.IterationsOf(Convert.ToBase64String(hash)) >= 220_000);
    }

    [Theory]
    [InlineData("password", "most used")]
    [InlineData("Password123!", "most used")]
    [InlineData("qwertyuiop", "easy to guess")]
    [InlineData("aaaaaaaaaaaa", "repeats")]
    [InlineData("abcdefghijkl", "run of letters")]
    [InlineData("adalovelace", "your own name")]
    [InlineData("ada.lovelace@example.org", "your own name")]
    [InlineData("Lovelace1815", "your own name")]
    [InlineData("quizplatform1", "easy to guess")]
    [InlineData("😀😀😀😀😀😀😀😀", "repeats")]
    [InlineData("👨\u200D👩\u200D👧\u200D👦👨\u200D👩\u200D👧\u200D👦👨\u200D👩\u200D👧\u200D👦", "repeats")]
    [InlineData("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", "repeats")]
    [InlineData("\u00E9\u00E0\u00E9\u00E0\u00E9\u00E0\u00E9\u00E0", "too short")]
    [InlineData("ABCDEFGH", "run of letters")]
    [InlineData("HGFEDCBA", "run of letters")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "run of letters")]
    [InlineData("ABCDABCD", "run of letters")]
    [InlineData("ABCDEFGH1", "run of letters")]
    [InlineData("2026-11-26", "a date")]
    [InlineData("26.11.2026", "a date")]
    [InlineData("2027-01-01", "easy to guess")]
    [InlineData("Quiz-Platform", "easy to guess")]
    [InlineData("quiz_platform1", "easy to guess")]
    [InlineData("ada_lovelace", "your own name")]
    [InlineData("ｐａｓｓｗｏｒｄ", "most used")]
    [InlineData("p-a-s-s-w-o-r-d", "most used")]
    [InlineData("p a s s w o r d", "most used")]
    [InlineData("P_A_S.S_W.O_R.D", "most used")]
    [InlineData("pass\u00ADword", "most used")]
    [InlineData("👩🏽\u200D🚀👨\u200D👩\u200D👧\u200D👦", "too short")] // eleven code points, two things to guess
    public async Task A_password_that_is_guessed_first_is_refused_with_the_reason(string password, string reason)
    {
        using var passwords = new PasswordHashing(new CountingHasher(Weak), Weak);

        string[] names = ["adalovelace", "Ada.Lovelace@example.org", "Ada Lovelace"];

        var refused = await Assert.ThrowsAsync<ProblemException>(() => passwords.RequireStrong("password", password, names, default));

        Assert.Equal(400, refused.Status);
        Assert.Contains(reason, refused.Errors!["password"][0], StringComparison.Ordinal);
        Assert.DoesNotContain(password, refused.Errors["password"][0].Replace("password", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    public static TheoryData<string> Good =>
    [
        "correct horse battery staple", // spaces
        "vier-wilde-Wörter-hier", // accents
        "a long enough sentence 4711",
        "unrelated words here",
        "k7#mQ!2x", // eight at random
        "!*;#?~{,&%", // symbols only
        "{}🦊;~a🪁?<🧭", // one letter among them
        "пароль не из словаря",
        "四つの無関係な言葉です",
        "🦊🪁🧭🥁🪴🧊🎻🛶", // eight characters, sixteen UTF-16 units
        "👩🏽\u200D🚀🦊🇩🇪👨\u200D👩\u200D👧🪁❤️🧭🎻", // eight to the eye
        "no Capital, no digit, no rule",
        string.Concat(Enumerable.Repeat("🦊🪁🧭🥁🪴🧊🎻🛶", 16)), // 128 characters
        "  leading and trailing blanks count  ",
    ];

    [Theory]
    [MemberData(nameof(Good))]
    public async Task Any_other_is_taken_exactly_as_it_is(string password)
    {
        using var passwords = new PasswordHashing(new CountingHasher(Weak), Weak);
        var validation = new Validation();
        Assert.Equal(password, PasswordHashing.ReadNew("password", password, validation));
        validation.ThrowIfAny();

        await passwords.RequireStrong("password", password, ["ada"], default);
        var user = User.Register("u", Username.Parse("ada")!, EmailAddress.Parse("a@b.cd")!, "Ada", await passwords.Hash(password, default), [], default);

        Assert.Equal(PasswordVerificationResult.Success, await passwords.Verify(user, password, default));
        foreach (var other in new[] { password[..^1], password + " ", password.Trim() + "x", password[..Math.Min(72, password.Length - 1)] })
            Assert.Equal(PasswordVerificationResult.Failed, await passwords.Verify(user, other, default));
    }

    [Fact]
    public void Length_is_counted_in_characters_and_one_too_many_is_refused_not_cut()
    {
        Assert.Throws<ProblemException>(() => Read(new string('x', 7)));
        Assert.Throws<ProblemException>(() => Read(new string('x', 129)));
        Assert.Throws<ProblemException>(() => Read("🦊🪁🧭🥁"));
        Read(new string('x', 128));

        static void Read(string password)
        {
            var validation = new Validation();
            PasswordHashing.ReadNew("password", password, validation);
            validation.ThrowIfAny();
        }
    }

    [Fact]
    public async Task Nobody_is_hashed_like_anybody_and_is_always_wrong()
    {
        var hasher = new CountingHasher(Weak);
        using var passwords = new PasswordHashing(hasher, Weak);

        Assert.Equal(PasswordVerificationResult.Failed, await passwords.Verify(null, "correct-horse-battery", default));

        Assert.Equal(1000, Assert.Single(hasher.Work));
    }

    [Fact]
    public async Task Sign_ins_hash_as_many_at_once_as_there_are_processors_and_leave_the_requests_threads_alone()
    {
        var hasher = new CountingHasher(Weak);
        using var passwords = new PasswordHashing(hasher, Weak);
        hasher.Open.Reset();
        var checks = Enumerable.Range(0, 100).Select(_ => passwords.Verify(null, "x", default)).ToList();

        // With every hash stuck, the pool's threads must still be there for everybody else.
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Thread.Sleep(1)))).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.All(checks, check => Assert.False(check.IsCompleted));
        hasher.Open.Set();
        await Task.WhenAll(checks);

        Assert.InRange(hasher.MostAtOnce, 1, Environment.ProcessorCount);
        Assert.False(hasher.RanOnThePool);
    }

    [Fact]
    public async Task Beyond_a_long_queue_sign_ins_are_told_to_come_back()
    {
        var hasher = new CountingHasher(Weak);
        using var passwords = new PasswordHashing(hasher, Weak);
        hasher.Open.Reset();
        var checks = Enumerable.Range(0, 1000).Select(_ => passwords.Verify(null, "x", default)).ToList();

        var refused = checks.Where(c => c.IsFaulted).Select(c => (ProblemException)c.Exception!.InnerException!).ToList();
        Assert.InRange(refused.Count, 700, 800);
        Assert.All(refused, r => Assert.True(r.Status == 503 && r.RetryAfter > TimeSpan.Zero));
        hasher.Open.Set();
        await Task.WhenAll(checks.Where(c => !c.IsFaulted));
        Assert.Equal(PasswordVerificationResult.Failed, await passwords.Verify(null, "x", default));
    }
}
