using ContactsPS.Commands;
using ContactsPS.Errors;

namespace ContactsPS.Sync;

/// <summary>Refuses removals that look like a mistake.</summary>
/// <param name="cmdlet">Who says what is allowed.</param>
internal sealed class PruneGuard(SyncContactCommand cmdlet)
{
    private const double All = 100;

    /// <summary>Whether anything is removed.</summary>
    public bool IsOn { get; private set; } = cmdlet.Prune;

    /// <summary>Removes nothing where rows could be anybody's.</summary>
    /// <param name="lost">How many such rows there are.</param>
    public void RefuseUnread(long lost)
    {
        if (IsOn && lost > 0)
        {
            IsOn = false;
            cmdlet.WriteFailure(ErrorRecords.Of(InputException.PruneRefused("PruneRefused_Unread", lost), target: null), inputs: 0);
        }
    }

    /// <exception cref="InputException">The source is empty, and not everything may be removed.</exception>
    public void RefuseEmpty(int rows)
    {
        if (IsOn && rows == 0 && cmdlet.MaximumPrunePercent < All)
        {
            throw InputException.PruneRefused("PruneRefused_Empty");
        }
    }

    /// <exception cref="InputException">More would be removed than may be.</exception>
    public void RefuseMuch(AccountMatch match)
    {
        var percent = match.Seen == 0 ? 0 : All * match.Orphans.Count / match.Seen;
        if (IsOn && percent > cmdlet.MaximumPrunePercent)
        {
            throw InputException.PruneRefused("PruneRefused_Percent", match.Orphans.Count, match.Seen, percent, cmdlet.MaximumPrunePercent);
        }
    }
}
