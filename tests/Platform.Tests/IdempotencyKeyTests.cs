using Microsoft.AspNetCore.Http;

namespace QuizPlatform.Platform.Tests;

public class IdempotencyKeyTests
{
    private static readonly byte[] Body = "{}"u8.ToArray();

    [Fact]
    public void A_request_without_the_header_has_no_key() => Assert.Null(IdempotencyKey.Read(new DefaultHttpContext().Request, "ann", Body));

    [Fact]
    public void The_id_follows_from_the_caller_and_the_key()
    {
        Assert.Equal(Of("k", "ann").Id, Of("k", "ann").Id);
        Assert.Equal(4, new[] { Of("k", "ann"), Of("k", "bob"), Of("l", "ann"), Of("nk", "an") }.DistinctBy(k => k.Id).Count());
        Assert.True(PublicId.IsValid(Of("k", "ann").Id));
    }

    [Fact]
    public void Another_body_is_told_from_the_first()
    {
        var first = Of("k", "ann");

        first.RequireSame(Of("k", "ann").Fingerprint);

        Assert.Equal(422, Assert.Throws<ProblemException>(() => first.RequireSame(IdempotencyKey.Read(Request("k"), "ann", "{ }"u8)!.Fingerprint)).Status);
        Assert.Equal(422, Assert.Throws<ProblemException>(() => first.RequireSame(null)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("a\u007f")]
    [InlineData("\u00e9")]
    [InlineData("one", "two")]
    public void A_key_is_one_visible_word(params string[] values) =>
        Assert.Equal(400, Assert.Throws<ProblemException>(() => IdempotencyKey.Read(Request(values), "ann", Body)).Status);

    [Fact]
    public void A_key_is_claimed_until_its_request_is_done()
    {
        var running = new IdempotentRequests();
        var claim = running.Begin(Of("k", "ann"));

        Assert.Equal(409, Assert.Throws<ProblemException>(() => running.Begin(Of("k", "ann"))).Status);
        Assert.NotNull(running.Begin(Of("k", "bob")));
        claim!.Dispose();
        Assert.NotNull(running.Begin(Of("k", "ann")));
    }

    [Fact]
    public void Requests_without_a_key_never_wait_for_each_other()
    {
        var running = new IdempotentRequests();

        Assert.Null(running.Begin(null));
        Assert.Null(running.Begin(null));
    }

    private static IdempotencyKey Of(string key, string userId) => IdempotencyKey.Read(Request(key), userId, Body)!;

    private static HttpRequest Request(params string[] values)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers[IdempotencyKey.Header] = values;
        return request;
    }
}
