namespace ContactsPS.Reports;

/// <summary>A group or a segment, and how many contacts are in it; null where that is not known.</summary>
/// <param name="Key">Its key among the report's metrics.</param>
internal sealed record NamedCount(string Key, string Name, long? Count);

/// <summary>Groups or segments that were counted.</summary>
/// <param name="Counted">Those that were, the largest first.</param>
/// <param name="InAll">How many there are, those included that were not counted; null where that is not known.</param>
internal sealed record NamedCounts(IReadOnlyList<NamedCount> Counted, int? InAll)
{
    /// <summary>What nobody counted: the report is of contacts that were piped in.</summary>
    public static readonly NamedCounts None = new([], null);
}
