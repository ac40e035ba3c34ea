using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>
/// Decides whether contacts may be removed, leave groups and be resubscribed: only if the source is complete and intended, only as many as are allowed, and only after everything that was to be created is there.
/// </summary>
/// <param name="options">What is allowed.</param>
/// <param name="integrity">Whether the source is complete.</param>
/// <param name="source">The rows.</param>
/// <param name="match">What the source does not have.</param>
/// <param name="memberships">Who would leave groups or be resubscribed; null if nothing of that is managed.</param>
internal sealed class PruneGuard(SyncOptions options, SourceIntegrity integrity, DesiredState source, Reconciler match, MembershipChanges? memberships)
{
    private const double All = 100;

    private string? failed;

    /// <summary>Takes what could not be done. A refused update protects its own contact alone; a creation that did not succeed may be of anybody.</summary>
    public void Take(Failure failure, bool isCreation)
    {
        if (isCreation || failure.Kind.Outcome != FailureKind.Refused.Outcome)
        {
            // The reason goes into logs, and an error's own message may name somebody.
            failed ??= Messages.Get("ChangeFailed", failure.Kind.Id);
        }
    }

    /// <summary>Takes a row that was refused before it was sent, and of which the service has no contact.</summary>
    public void TakeRefused(string row) => failed ??= Messages.Get("RowNotCreated", row);

    /// <summary>Whether there is anybody to be removed, to leave a group or to be resubscribed.</summary>
    public bool IsDestructive => Removable + Leaving + SubscribedAgain > 0;

    private long Removable => options.Prune ? match.Removable : 0;

    private int Leaving => memberships?.Leaving ?? 0;

    private int SubscribedAgain => memberships?.SubscribedAgain ?? 0;

    /// <summary>Why the run has to end before any change; null if it may go on.</summary>
    public InputException? FindReasonToEnd()
    {
        if (!IsDestructive)
        {
            return null;
        }

        if (match.Matched == 0)
        {
            return Refused(source.Count == 0 ? "Empty" : "Unmatched", Removable + Leaving + SubscribedAgain);
        }

        if (Removable == 0)
        {
            return null;
        }

        var percent = All * match.Removable / match.Keyed;
        return integrity.Damage is null && percent > options.MaximumPrunePercent
            ? Refused("Percent", match.Removable, match.Keyed, percent, options.MaximumPrunePercent)
            : null;
    }

    /// <summary>
    /// The one question about everybody who would be removed, asked before the first change; null if nobody would be, or it is known by now that nobody will.
    /// </summary>
    public string? FindQuestion()
    {
        var count = options.Prune ? match.Orphans.Count(static orphan => orphan.IsMine) : 0;
        return integrity.Damage is not null || failed is not null ? null
            : memberships is { } others && others.ToLeave + others.ToSubscribe > 0 ? Messages.Get("SyncDestructive_Question", count, others.ToLeave, others.ToSubscribe)
            : count > 0 ? Messages.Get("SyncRemove_Question", count, match.Keyed, options.MatchOn[0])
            : null;
    }

    /// <summary>Why nothing is removed, whatever else was changed; null if the contacts that the source does not have may be removed now.</summary>
    public InputException? FindReasonToKeep()
    {
        if (integrity.File is { HasChanged: true } file)
        {
            integrity.Add(Path.GetFileName(file.Path), Messages.Get("Damage_Changed"));
        }

        return integrity.Damage is { } damage ? Refused("Damage", damage)
            : failed is not null ? Refused("NotCreated", failed)
            : null;
    }

    private static InputException Refused(string why, params object?[] values) => InputException.Of(FailureKind.PruneRefused, $"PruneRefused_{why}", values);
}
