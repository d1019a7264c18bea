using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes.Tests;

public class QuizTests
{
    private static readonly DateTimeOffset Later = A.Sunday.AddHours(1);

    [Fact]
    public void A_draft_tells_nobody()
    {
        var quiz = A.Draft();

        Assert.Equal((QuizState.Draft, 0, 1), (quiz.State, quiz.CurrentVersion, quiz.Revision));
        Assert.Empty(quiz.PendingEvents);
    }

    [Fact]
    public void Publishing_tells_the_whole_answer_key()
    {
        var quiz = A.Draft(A.Request(questions: 1) with { PassPercentage = 50 });

        quiz.Publish(Later);

        var published = Event.Parse(Assert.Single(quiz.PendingEvents)).Data<QuizPublished>();
        Assert.Equal((quiz.PublicId, 1, "Sums", "Maths", "ann", 50, Later),
            (published.QuizId, published.Version, published.Title, published.Category, published.AuthorId, published.PassPercentage, published.PublishedAt));
        Assert.Equal(new PublishedQuestion("q1", 3, 1, 2, "Because it is the SECRET."), Assert.Single(published.Questions!));
    }

    [Fact]
    public void Publishing_twice_sends_one_event()
    {
        var quiz = A.Draft();

        quiz.Publish(Later);
        quiz.Publish(Later.AddHours(1));

        Assert.Single(quiz.PendingEvents);
        Assert.Equal((1, Later), (quiz.CurrentVersion, quiz.PublishedAt));
    }

    [Fact]
    public void A_quiz_without_questions_cannot_be_published()
    {
        var quiz = A.Draft(A.Request(questions: 0));

        Assert.Equal("quiz.no-questions", Assert.Throws<RuleViolation>(() => quiz.Publish(Later)).Code);
    }

    [Theory]
    [InlineData(null, 3, 1, "its text")]
    [InlineData("2 + 2?", 1, 0, "at least two options")]
    [InlineData("2 + 2?", 3, null, "its correct answer")]
    public void An_unfinished_question_keeps_a_quiz_from_being_published(string? text, int options, int? correct, string missing)
    {
        var unfinished = new QuestionRequest(Question: text, Options: [.. Enumerable.Range(0, options).Select(i => $"{i}")])
        {
            CorrectAnswer = A.Json(correct),
        };
        var quiz = A.Draft(A.Request() with { Questions = [A.Question(), unfinished] });

        var violation = Assert.Throws<RuleViolation>(() => quiz.Publish(Later));

        Assert.Equal("quiz.incomplete", violation.Code);
        Assert.Equal($"Question 2 needs {missing} before the quiz is published.", violation.Message);
    }

    [Fact]
    public void Changing_a_published_quiz_makes_a_new_version()
    {
        var quiz = A.Published();

        quiz.Change(A.Request("Harder sums").Content(unfinished: false), Later);

        Assert.Equal((2, Later, "Harder sums"), (quiz.CurrentVersion, quiz.PublishedAt, quiz.Title));
        Assert.Equal(A.Sunday, quiz.CreatedAt);
        Assert.Equal([1, 2], quiz.PendingEvents.Select(e => Event.Parse(e).Data<QuizPublished>().Version));
    }

    [Fact]
    public void Changing_a_draft_changes_it_in_place()
    {
        var quiz = A.Draft();

        quiz.Change(A.Request("Harder sums", questions: 0).Content(unfinished: true), Later);

        Assert.Equal((0, 2, 0), (quiz.CurrentVersion, quiz.Revision, quiz.QuestionCount));
        Assert.Empty(quiz.PendingEvents);
    }

    [Fact]
    public void A_question_that_is_gone_never_lends_its_id()
    {
        var quiz = A.Published(A.Request(questions: 2));

        quiz.Change((A.Request() with { Questions = [A.Question(id: "q1"), A.Question("new")] }).Content(unfinished: false, quiz.Questions), Later);

        Assert.Equal(["q1", "q3"], quiz.Questions.Select(q => q.QuestionId));
    }

    [Fact]
    public void Archiving_tells_that_no_more_players_are_taken()
    {
        var quiz = A.Published();

        quiz.Archive(Later);
        quiz.Archive(Later);

        Assert.Equal(new QuizArchived(quiz.PublicId, Later), Event.Parse(Assert.Single(quiz.PendingEvents.Skip(1))).Data<QuizArchived>());
    }

    [Fact]
    public void Archiving_a_draft_tells_nobody()
    {
        var quiz = A.Draft();

        quiz.Archive(Later);

        Assert.Equal(QuizState.Archived, quiz.State);
        Assert.Empty(quiz.PendingEvents);
    }

    [Fact]
    public void An_archived_quiz_stays_as_it_is()
    {
        var quiz = A.Published();
        quiz.Archive(Later);

        Assert.Equal("quiz.archived", Assert.Throws<StateConflict>(() => quiz.Publish(Later)).Code);
        Assert.Equal("quiz.archived", Assert.Throws<StateConflict>(() => quiz.Change(A.Request().Content(false), Later)).Code);
    }

    [Fact]
    public void Forgetting_the_author_leaves_the_quiz_to_its_players()
    {
        var quiz = A.Published();
        var revision = quiz.Revision;

        quiz.ForgetAuthor(Later);
        quiz.ForgetAuthor(Later);

        Assert.Equal((Quiz.NoAuthor, true, revision + 1), (quiz.AuthorId, quiz.IsPublished, quiz.Revision));
    }

    [Fact]
    public void The_biggest_answer_key_fits_in_a_Service_Bus_message()
    {
        // A double quote takes six characters in an event.
        string[] options = [.. Enumerable.Range(1, 20).Select(i => $"{i}")];
        var question = A.Question() with { Options = options, CorrectAnswer = A.Json(19), Points = 100, Explanation = new string('"', 120) };
        var quiz = A.Published(new QuizRequest(Title: new string('"', 200), Category: new string('"', 100), Questions: [.. Enumerable.Repeat(question, 200)]));

        Assert.InRange(Assert.Single(quiz.PendingEvents).Length, 150_000, 200_000);
        Assert.NotNull(Told(quiz).Questions);
    }

    [Fact]
    public void A_key_beyond_that_is_told_of_without_its_questions()
    {
        var question = A.Question() with { Explanation = new string('Ж', 1800) };
        var quiz = A.Published(A.Request() with { Questions = [.. Enumerable.Repeat(question, 50)] });

        Assert.Null(Told(quiz).Questions);
        Assert.InRange(Assert.Single(quiz.PendingEvents).Length, 0, 1000);
        Assert.Equal("quiz.published.v2", Platform.Event.Parse(Assert.Single(quiz.PendingEvents)).Type);
    }

    private static QuizPublished Told(Quiz quiz) => Platform.Event.Parse(Assert.Single(quiz.PendingEvents)).Data<QuizPublished>();
}
