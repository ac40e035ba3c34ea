using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>What became of a sync: the message of its one record in the information stream, tagged <c>ContactsPS.Summary</c>.</summary>
public sealed class SyncSummary
{
    private readonly Dictionary<ContactChangeAction, long> counts = [];
    private readonly string command;
    private readonly bool isPlan;

    internal SyncSummary(string command, bool isPlan)
    {
        this.command = command;
        this.isPlan = isPlan;
    }

    /// <summary>Contacts that were created, or would be.</summary>
    public long Created => Of(ContactChangeAction.Created);

    /// <summary>Contacts of which fields were changed, or would be.</summary>
    public long Updated => Of(ContactChangeAction.Updated);

    /// <summary>Contacts that were removed, or would be.</summary>
    public long Removed => Of(ContactChangeAction.Removed);

    /// <summary>Contacts that hold what they should already.</summary>
    public long Unchanged => Of(ContactChangeAction.Unchanged);

    /// <summary>Rows that are left alone, as -NoCreate, -NoUpdate, -GroupId or -Exclude say.</summary>
    public long Skipped => Of(ContactChangeAction.Skipped);

    /// <summary>Rows about which nothing was done, or nobody knows whether it was.</summary>
    public long Failed => Of(ContactChangeAction.Failed);

    /// <summary>Contacts that are unsubscribed at the service, and not in the source.</summary>
    public long OptedOut => Of(ContactChangeAction.OptedOut);

    /// <summary>Opt-outs of the source that were not sent, or of which nobody knows whether they were: one for each contact and channel.</summary>
    public long OpenOptOuts { get; internal set; }

    /// <summary>Requests that were sent again.</summary>
    public long Retried { get; private set; }

    /// <summary>From the cmdlet's start to its last answer.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>All of it in a line.</summary>
    public override string ToString() =>
        Messages.Get(isPlan ? "SyncSummary_WhatIf" : "SyncSummary", command, Created, Updated, Removed, Unchanged, Skipped, Failed, Retried, Duration.TotalSeconds)
        + (OptedOut > 0 ? Messages.Get("SyncSummary_OptedOut", OptedOut) : string.Empty)
        + (OpenOptOuts > 0 ? Messages.Get("SyncSummary_Open", OpenOptOuts) : string.Empty);

    internal void Count(ContactChangeAction action) => counts[action] = Of(action) + 1;

    internal SyncSummary Finish(RunCounters counters)
    {
        Retried = counters.Retries;
        Duration = counters.Elapsed;
        return this;
    }

    private long Of(ContactChangeAction action) => counts.TryGetValue(action, out var count) ? count : 0;
}
