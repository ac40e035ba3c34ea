namespace ContactsPS.Reports;

/// <summary>A group or a segment and its number of contacts; null if that is not known.</summary>
/// <param name="Key">Its key among the report's metrics.</param>
internal sealed record NamedCount(string Key, string Name, long? Count);

/// <summary>Counted groups or segments.</summary>
/// <param name="Counted">The counted ones, the largest first.</param>
/// <param name="InAll">The number of all, including those that were not counted; null if that is not known.</param>
internal sealed record NamedCounts(IReadOnlyList<NamedCount> Counted, int? InAll)
{
    /// <summary>Nothing is counted, because the report is about piped contacts.</summary>
    public static readonly NamedCounts None = new([], null);
}
