using QuizPlatform.Platform;

namespace QuizPlatform.Local.Backup;

/// <summary>Who is deleted again once a backup has been put back: everybody on the platform's own list and on the one that was given.</summary>
internal static class ErasuresToRepeat
{
    /// <param name="made">When the backup was made: only a list that is older can know who was deleted since.</param>
    /// <exception cref="BackupException">A list is missing, or cannot be read, or began too late.</exception>
    public static ErasureFile.Content Of(RestoreOrder order, DateTimeOffset made, TimeProvider clock)
    {
        var lists = order.OwnLists.Where(File.Exists).Select(list => Read(list, content => content.Damaged)).ToList();
        var listed = lists.SelectMany(list => list.People).Concat(lists.SelectMany(list => list.Named).Select(id => new Erasure(id, made)));
        var own = lists.Count > 0 ? new ErasureFile.Content(lists.Min(list => list.Since), [.. listed]) : null;
        var other = order.Erasures is { } file ? Read(file, content => content.Unread) : null;

        if (other is null && !order.WithoutList && !(own?.Since <= made))
        {
            var reason = own is null
                ? $"There is no list of erasures at {order.ErasureList}"
                : $"The list of erasures {order.ErasureList} began after the backup was made ({made:u})";
            throw Refused($"{reason}: whoever was deleted since then would come back. "
                + "Give the list that was kept with --erasures FILE, or say --erasures none");
        }

        return new(
            ((DateTimeOffset?[])[own?.Since, other is null ? null : other.Since ?? made]).Min() ?? clock.GetUtcNow(),
            [.. (own?.People ?? []).Concat(other?.People ?? []).DistinctBy(person => person.UserId)]);
    }

    private static ErasureFile.Content Read(string list, Func<ErasureFile.Content, IEnumerable<string>> wrong)
    {
        try
        {
            var content = ErasureFile.Read(list);
            return wrong(content).FirstOrDefault() is { } line
                ? throw Refused($"The list of erasures {list} has a line that is not a user id, a space and a time such as 2026-11-25T20:11:51Z: {line}")
                : content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused($"The list of erasures {list} cannot be read ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static BackupException Refused(string why, Exception? inner = null) => new(why + ". Nothing was changed.", inner);
}
