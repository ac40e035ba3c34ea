namespace ContactsPS.Reports;

/// <summary>All that a report is made of.</summary>
internal sealed class Report(ContactCounts counts)
{
    public string Title { get; init; } = string.Empty;

    public ContactCounts Counts => counts;

    /// <summary>Whether the whole account was counted rather than what was piped in.</summary>
    public bool IsWholeAccount { get; init; }

    public NamedCounts Groups { get; init; } = NamedCounts.None;

    public NamedCounts Segments { get; init; } = NamedCounts.None;

    public EarlierReport? Earlier { get; init; }

    /// <summary>Whether values of people are shown.</summary>
    public bool ShowsPersonalData { get; init; }
}
