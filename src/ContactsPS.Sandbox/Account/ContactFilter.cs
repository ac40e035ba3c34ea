namespace ContactsPS.Sandbox.Account;

/// <summary>Which contacts a list is about. What is null does not restrict; everything else must hold.</summary>
internal sealed record ContactFilter
{
    public long? Id { get; init; }

    public long? Group { get; init; }

    /// <summary>A contact that has what is looked for in its searchable fields.</summary>
    public SandboxContact Example { get; init; } = new();

    public bool InArchive { get; init; }

    public DateTime? ArchivedFrom { get; init; }

    public DateTime? ArchivedTo { get; init; }

    public SandboxChannels Unsubscribed { get; init; }

    public SandboxChannels Subscribed { get; init; }

    /// <summary>Whether the whole archive, or everything outside it, is meant.</summary>
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
