using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>The outcome of a sync: the message of its one record in the information stream, tagged <c>ContactsPS.Summary</c>.</summary>
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

    /// <summary>Contacts whose fields were updated, or would be.</summary>
    public long Updated => Of(ContactChangeAction.Updated);

    /// <summary>Contacts that were removed, or would be.</summary>
    public long Removed => Of(ContactChangeAction.Removed);

    /// <summary>Contacts that already have the values of the source.</summary>
    public long Unchanged => Of(ContactChangeAction.Unchanged);

    /// <summary>Rows that were skipped because of -NoCreate, -NoUpdate, -GroupId or -Exclude.</summary>
    public long Skipped => Of(ContactChangeAction.Skipped);

    /// <summary>Rows for which nothing was changed, or whose outcome is unknown.</summary>
    public long Failed => Of(ContactChangeAction.Failed);

    /// <summary>Contacts that are unsubscribed at the service but not in the source.</summary>
    public long OptedOut => Of(ContactChangeAction.OptedOut);

    /// <summary>Opt-outs of the source that were not sent or whose outcome is unknown: one for each contact and channel.</summary>
    public long OpenOptOuts { get; internal set; }

    /// <summary>Requests that were retried.</summary>
    public long Retried { get; private set; }

    /// <summary>From the cmdlet's start to its last response.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>The summary in one line.</summary>
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
