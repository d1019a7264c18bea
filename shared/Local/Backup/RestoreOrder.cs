namespace QuizPlatform.Local.Backup;

/// <summary>What is to be restored, and where.</summary>
/// <param name="Data">The data directory; need not be there.</param>
/// <param name="ErasureList">Where the platform keeps its list, and will go on with it.</param>
/// <param name="Erasures">Another list to be played too, e.g. one that outlived its disk.</param>
/// <param name="WithoutList">Go on although nobody can say who was deleted since the backup was made.</param>
/// <param name="Known">The migrations this version knows, by store.</param>
internal sealed record RestoreOrder(
    string Backup, string Data, string ErasureList, string? Erasures, bool WithoutList, IReadOnlyDictionary<string, IReadOnlySet<string>> Known)
{
    /// <summary>That one, and where the list is when nobody says: somebody may have started without saying.</summary>
    public IEnumerable<string> OwnLists => ((string[])[ErasureList, $"{Data}.erasures.log", Path.Combine(Data, ErasureFile.FileName)]).Distinct();
}
