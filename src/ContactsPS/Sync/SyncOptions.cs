using ContactsPS.Binding;

namespace ContactsPS.Sync;

/// <summary>What a sync is to do.</summary>
internal sealed class SyncOptions
{
    /// <summary>By what contacts are matched, in this order; at least one key, none of them twice.</summary>
    public required IReadOnlyList<MatchKey> MatchOn { get; init; }

    /// <summary>The names of the keys, as messages list them.</summary>
    public string KeyNames => string.Join(", ", MatchOn);

    /// <summary>The share of the work.</summary>
    public required Partition Share { get; init; }

    /// <summary>Where fields come from whose columns have other names; null if none was given.</summary>
    public ColumnMap? Map { get; init; }

    /// <summary>Whether nobody is created.</summary>
    public bool NoCreate { get; init; }

    /// <summary>Whether nobody is changed.</summary>
    public bool NoUpdate { get; init; }

    /// <summary>The group whose members alone are compared and removed, and that created contacts join; null for all contacts.</summary>
    public long? GroupId { get; init; }

    /// <summary>What of groups and opt-outs is managed; null if nothing is.</summary>
    public ManagedMemberships? Managed { get; init; }

    /// <summary>Whether members of managed groups leave them if the source does not have them.</summary>
    public bool PruneGroup { get; init; }

    /// <summary>Whether contacts that the source does not list as unsubscribed are subscribed again.</summary>
    public bool AllowResubscribe { get; init; }

    /// <summary>The columns that say who is in groups or unsubscribed; empty if nothing of that is managed.</summary>
    public IReadOnlyList<string> ManagedColumns => Managed?.Columns ?? [];

    /// <summary>Whether the run may remove contacts, take them out of groups or subscribe them again, so that the rows of all shares count.</summary>
    public bool IsDestructive => Prune || Managed is not null;

    /// <summary>Who is left alone; null if nobody is named.</summary>
    public Exclusions? Exclusions { get; init; }

    /// <summary>Columns that go into the additional fields under their own names.</summary>
    public required IReadOnlyList<string> ExternalDataColumns { get; init; }

    /// <summary>Groups that created contacts join, as typed; null for none.</summary>
    public required object? AddToGroup { get; init; }

    /// <summary>Whether empty cells clear their field.</summary>
    public required bool ClearEmpty { get; init; }

    /// <summary>Whether contacts that the source does not have are removed.</summary>
    public required bool Prune { get; init; }

    /// <summary>The most contacts that may be removed, in percent of those that have the first key; and the most members that may leave a group, in percent of its members.</summary>
    public required double MaximumPrunePercent { get; init; }

    /// <summary>Items a request carries.</summary>
    public required int BatchSize { get; init; }
}
