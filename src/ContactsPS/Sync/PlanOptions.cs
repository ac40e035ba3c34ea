namespace ContactsPS.Sync;

/// <summary>How changes of an earlier run are done or reversed.</summary>
internal sealed class PlanOptions
{
    /// <summary>Whether they are reversed.</summary>
    public required bool IsUndo { get; init; }

    /// <summary>The most contacts that may be removed, in percent of the account's; and the most members that may leave a group, in percent of its members.</summary>
    public required double MaximumPrunePercent { get; init; }

    /// <summary>Whether contacts may be subscribed again.</summary>
    public required bool AllowResubscribe { get; init; }

    /// <summary>Items a request carries.</summary>
    public required int BatchSize { get; init; }
}
