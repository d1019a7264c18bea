using Microsoft.Azure.Functions.Worker;

namespace QuizPlatform.Results;

/// <summary>
/// Counts boards, statistics and analytics anew when the rules they were counted by have changed, in an upgrade or by setting, and goes on with what a
/// kill has broken off; then with an audit that was begun; then takes away what of boards nobody is shown any more. Two small reads when there is nothing to
/// do.
/// </summary>
public sealed class RecountBoards(Recounts recounts, Audits audits, TimeProvider clock)
{
    /// <summary>After that no slice is begun any more: it may take a minute, and the host ends what runs longer than <c>functionTimeout</c>.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(1.5);

    [Function(nameof(RecountBoards))]
    public async Task Run([TimerTrigger("0 */5 * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellation)
    {
        var recount = await recounts.BeginForRules(cancellation);
        var until = clock.GetUtcNow() + LongestRun;
        if (!await recounts.Continue(until, cancellation))
            return;
        if (recount.AuditBegun)
            await audits.Continue(until, cancellation);
        if (recount.HasDisused(clock.GetUtcNow()))
            await recounts.RemoveDisused(until, cancellation);
    }
}
