using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

public sealed class HiddenQuizTests : IAsyncDisposable
{
    private const string Quiz = "0199fa5dd2b47f0f9d3a6c1e8b7a5f43";

    private readonly UsersApp _app = new();

    [Theory]
    [InlineData("de-AT", "Dein Quiz wurde verborgen", "Anmerkung dazu: It names\n<b>somebody</b>.")]
    [InlineData(null, "Your quiz has been hidden", "The admin writes: It names\n<b>somebody</b>.")]
    public async Task The_author_is_told_once_with_the_note_however_often_it_is_delivered(string? language, string subject, string note)
    {
        var ann = await _app.SignedIn("ann");
        var message = Message(new(Quiz, ann.Id, true, "It names\n<b>somebody</b>.", language, 3));

        await _app.Deliver("quizzes", [message, message]);
        await _app.DeliverMail();
        await _app.Deliver("quizzes", [message]);
        await _app.DeliverMail();

        var mail = Assert.Single(_app.Mail.Sent);
        Assert.Equal(("ann@example.org", subject), (mail.To, mail.Subject));
        Assert.Contains(note, mail.Text, StringComparison.Ordinal);
        Assert.Contains($"/my/quizzes/{Quiz}", mail.Text, StringComparison.Ordinal);
        Assert.Contains("It names<br>\n&lt;b&gt;somebody&lt;/b&gt;.", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_note_the_letter_says_the_rest()
    {
        var ann = await _app.SignedIn("ann");

        await _app.Deliver("quizzes", [Message(new(Quiz, ann.Id, true, null, "en", 3))]);
        await _app.DeliverMail();

        Assert.DoesNotContain("The admin writes", Assert.Single(_app.Mail.Sent).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de", "Dein Quiz ist nicht mehr verborgen")]
    [InlineData("fr", "Your quiz is no longer hidden")]
    public async Task The_author_is_told_once_when_it_is_shown_again(string language, string subject)
    {
        var ann = await _app.SignedIn("ann");
        var message = Message(new(Quiz, ann.Id, false, null, language, 4));

        await _app.Deliver("quizzes", [message, message]);
        await _app.DeliverMail();

        var mail = Assert.Single(_app.Mail.Sent);
        Assert.Equal(("ann@example.org", subject), (mail.To, mail.Subject));
        Assert.Contains($"/my/quizzes/{Quiz}", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_written_to_whose_account_is_gone()
    {
        var ann = await _app.SignedIn("ann");

        await _app.Deliver("quizzes", [Message(new(Quiz, "deleted", true, null, null, 3))]);
        await ann.Delete();
        await _app.Deliver("quizzes", [Message(new(Quiz, ann.Id, true, null, null, 5))]);
        await _app.DeliverMail();

        Assert.Empty(_app.Mail.Sent);
    }

    [Fact]
    public async Task What_else_Quizzes_tells_is_not_for_this_app() => await Assert.ThrowsAnyAsync<Exception>(
        () => _app.Deliver("quizzes", [Event.Write("1", QuizArchived.Type, _app.Clock.GetUtcNow(), new QuizArchived(Quiz, default))]));

    private string Message(QuizHidden hidden) => Event.Write($"quiz-{Quiz}.{hidden.Revision}", QuizHidden.Type, _app.Clock.GetUtcNow(), hidden);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
