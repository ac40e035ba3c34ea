using ContactsPS.Binding;

namespace ContactsPS.Sync;

/// <summary>The options of a sync.</summary>
internal sealed class SyncOptions
{
    /// <summary>The keys that match rows and contacts, in order; at least one, none of them twice.</summary>
    public required IReadOnlyList<MatchKey> MatchOn { get; init; }

    /// <summary>The names of the keys, for messages.</summary>
    public string KeyNames => string.Join(", ", MatchOn);

    /// <summary>The share of the work.</summary>
    public required Partition Share { get; init; }

    /// <summary>The sources of fields whose columns have other names; null if none was given.</summary>
    public ColumnMap? Map { get; init; }

    /// <summary>Whether no contact is created.</summary>
    public bool NoCreate { get; init; }

    /// <summary>Whether no contact is updated.</summary>
    public bool NoUpdate { get; init; }

    /// <summary>Only members of this group are compared and removed, and created contacts join it; null for all contacts.</summary>
    public long? GroupId { get; init; }

    /// <summary>The managed groups and opt-outs; null if nothing is managed.</summary>
    public ManagedMemberships? Managed { get; init; }

    /// <summary>Whether members of managed groups leave them if the source does not have them.</summary>
    public bool PruneGroup { get; init; }

    /// <summary>Whether contacts are resubscribed that the source does not list as unsubscribed.</summary>
    public bool AllowResubscribe { get; init; }

    /// <summary>The columns that say who is in groups or unsubscribed; empty if nothing of that is managed.</summary>
    public IReadOnlyList<string> ManagedColumns => Managed?.Columns ?? [];

    /// <summary>Whether the run may remove contacts, take them out of groups or resubscribe them, so that the rows of all shares count.</summary>
    public bool IsDestructive => Prune || Managed is not null;

    /// <summary>Contacts that are not changed; null if none are named.</summary>
    public Exclusions? Exclusions { get; init; }

    /// <summary>Columns that go into the additional fields under their own names.</summary>
    public required IReadOnlyList<string> ExternalDataColumns { get; init; }

    /// <summary>Groups that created contacts join, as typed; null for none.</summary>
    public required object? AddToGroup { get; init; }

    /// <summary>Whether empty cells clear their field.</summary>
    public required bool ClearEmpty { get; init; }

    /// <summary>Whether contacts that the source does not have are removed.</summary>
    public required bool Prune { get; init; }

    /// <summary>The largest share of contacts with the first key that may be removed, and of a group's members that may leave it, in percent.</summary>
    public required double MaximumPrunePercent { get; init; }

    /// <summary>The items of one request.</summary>
    public required int BatchSize { get; init; }
}
