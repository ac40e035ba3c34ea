namespace ContactsPS.Sync;

/// <summary>How changes of an earlier run are done or reversed.</summary>
internal sealed class PlanOptions
{
    /// <summary>Whether they are reversed.</summary>
    public required bool IsUndo { get; init; }

    /// <summary>The largest share of the account's contacts that may be removed, and of a group's members that may leave it, in percent.</summary>
    public required double MaximumPrunePercent { get; init; }

    /// <summary>Whether contacts may be resubscribed.</summary>
    public required bool AllowResubscribe { get; init; }

    /// <summary>The items of one request.</summary>
    public required int BatchSize { get; init; }
}
