using System.Diagnostics;
using QuizPlatform.Testing;

namespace QuizPlatform.Platform.Tests;

public sealed class EventSpansTests : IDisposable
{
    private readonly Observed _observed = new();

    [Fact]
    public void An_event_waits_with_the_trace_that_raised_it()
    {
        using var request = _observed.Begin("request");
        var told = Event.Parse(Noted().PendingEvents.Single());

        var created = Assert.Single(_observed.Spans);
        Assert.Equal(("create note.taken.v1", ActivityKind.Producer), (created.DisplayName, created.Kind));
        Assert.Equal((request.TraceId, request.SpanId), (created.TraceId, created.ParentSpanId));
        Assert.Equal(created.Id, told.TraceParent);
        Assert.Equal(A.Sunday, told.Time);
    }

    [Fact]
    public void What_nobody_records_leaves_no_trace_in_the_event()
    {
        _observed.Dispose();
        using var request = new Activity("request").Start(); // as ASP.NET Core has one, whoever listens

        Assert.DoesNotContain("traceparent", Noted().PendingEvents.Single());
    }

    [Theory]
    [InlineData("""{"id":"1","type":"note.taken.v1","time":"2026-11-22T12:00:00+00:00","data":{}}""")]
    [InlineData("""{"id":"1","type":"note.taken.v1","time":"2026-11-22T12:00:00+00:00","traceparent":"what is this","data":{}}""")]
    public void An_event_from_before_there_were_traces_or_with_none_that_can_be_read_is_sent_all_the_same(string body)
    {
        using var span = EventSpans.Send([Event.Parse(body)], "test", "notes");

        Assert.Empty(span!.Links);
    }

    [Fact]
    public void Events_that_are_sent_together_are_linked_to_by_the_one_span_of_sending_them()
    {
        List<Event> events = [];
        foreach (var name in (string[])["one", "another"])
        {
            using var request = _observed.Begin(name);
            events.Add(Event.Parse(Noted().PendingEvents.Single()));
        }

        EventSpans.Send(events, "test", "notes")!.Dispose();

        var send = _observed.Spans[^1];
        Assert.Equal(("send notes", ActivityKind.Client), (send.DisplayName, send.Kind));
        Assert.Equal(_observed.Spans.Where(s => s.Kind == ActivityKind.Producer).Select(s => s.SpanId), send.Links.Select(link => link.Context.SpanId));
        Assert.Equal(2, send.GetTagItem("messaging.batch.message_count"));
    }

    public void Dispose() => _observed.Dispose();

    private static Note Noted()
    {
        var note = new Note();
        note.Take();
        return note;
    }

    private sealed class Note() : EventfulDocument("note-1", "notes")
    {
        public void Take() => Raise("note.taken.v1", new { text = "a note" }, A.Sunday);
    }
}
