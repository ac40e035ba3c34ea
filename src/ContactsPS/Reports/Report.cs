namespace ContactsPS.Reports;

/// <summary>The data of a report.</summary>
internal sealed class Report(ContactCounts counts)
{
    public string Title { get; init; } = string.Empty;

    public ContactCounts Counts => counts;

    /// <summary>Whether the whole account was counted instead of piped contacts.</summary>
    public bool IsWholeAccount { get; init; }

    public NamedCounts Groups { get; init; } = NamedCounts.None;

    public NamedCounts Segments { get; init; } = NamedCounts.None;

    public EarlierReport? Earlier { get; init; }

    /// <summary>Whether the page shows personal data.</summary>
    public bool ShowsPersonalData { get; init; }
}
