using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>Refuses removals that look like a mistake.</summary>
/// <param name="options">What is allowed.</param>
/// <param name="streams">Where a refusal is written.</param>
internal sealed class PruneGuard(SyncOptions options, CommandStreams streams)
{
    private const double All = 100;

    /// <summary>Whether anything is removed.</summary>
    public bool IsOn { get; private set; } = options.Prune;

    /// <summary>Removes nothing if rows could be anybody's.</summary>
    /// <param name="lost">How many such rows there are.</param>
    public void RefuseUnread(long lost)
    {
        if (IsOn && lost > 0)
        {
            IsOn = false;
            streams.WriteFailure(ErrorRecords.Of(Refused("Unread", lost), target: null), inputs: 0);
        }
    }

    /// <exception cref="InputException">The source is empty, and not everything may be removed.</exception>
    public void RefuseEmpty(int rows)
    {
        if (IsOn && rows == 0 && options.MaximumPrunePercent < All)
        {
            throw Refused("Empty");
        }
    }

    /// <exception cref="InputException">More would be removed than may be.</exception>
    public void RefuseMuch(Reconciler match)
    {
        var percent = match.Seen == 0 ? 0 : All * match.Orphans.Count / match.Seen;
        if (IsOn && percent > options.MaximumPrunePercent)
        {
            throw Refused("Percent", match.Orphans.Count, match.Seen, percent, options.MaximumPrunePercent);
        }
    }

    private static InputException Refused(string why, params object?[] values) => InputException.Of(FailureKind.PruneRefused, $"PruneRefused_{why}", values);
}
