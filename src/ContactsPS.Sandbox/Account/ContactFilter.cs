namespace ContactsPS.Sandbox.Account;

/// <summary>The filters of a list. A null filter does not restrict; all others must match.</summary>
internal sealed record ContactFilter
{
    public long? Id { get; init; }

    public long? Group { get; init; }

    /// <summary>A contact whose searchable fields have the searched texts.</summary>
    public SandboxContact Example { get; init; } = new();

    public bool InArchive { get; init; }

    public DateTime? ArchivedFrom { get; init; }

    public DateTime? ArchivedTo { get; init; }

    public SandboxChannels Unsubscribed { get; init; }

    public SandboxChannels Subscribed { get; init; }

    /// <summary>Whether the list is the whole archive, or all active contacts.</summary>
    public bool TakesAll => this == new ContactFilter { InArchive = InArchive };

    public bool Matches(SandboxContact contact) =>
        contact.InArchive == InArchive
        && (Id is null || contact.Id == Id)
        && (Group is not { } group || contact.Groups.Contains(group))
        && ContactField.Searchable.All(field => field.Get(Example) is not { } wanted || field.SearchComparer!.Equals(field.Get(contact), wanted))
        && (ArchivedFrom is null || contact.ArchivedAt >= ArchivedFrom)
        && (ArchivedTo is null || contact.ArchivedAt <= ArchivedTo)
        && contact.HasLeft(Unsubscribed)
        && (contact.Unsubscribed & Subscribed) == SandboxChannels.None;
}
