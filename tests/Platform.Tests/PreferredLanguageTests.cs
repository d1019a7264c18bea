using Microsoft.AspNetCore.Http;

namespace QuizPlatform.Platform.Tests;

public class PreferredLanguageTests
{
    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-CH, en;q=0.9", "de")]
    [InlineData("fr, en;q=0.3, de;q=0.2", "en")]
    [InlineData("fr", "en")]
    [InlineData("", "en")]
    [InlineData("*;q=9, ,,;;", "en")]
    public void It_is_the_one_that_is_asked_for_first(string header, string language)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.AcceptLanguage = header;

        Assert.Equal(language, PreferredLanguage.Of(request));
    }
}
