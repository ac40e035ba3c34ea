using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>The changes that give a contact the groups and opt-outs of a row or a plan.</summary>
/// <param name="nameOf">A group in cells.</param>
/// <param name="held">The groups that the contact is in, as far as they are concerned.</param>
/// <param name="unsubscribed">The channels that it is unsubscribed from, as far as they are concerned.</param>
internal sealed class MembershipDifference(Func<long, string> nameOf, IReadOnlyCollection<long> held, IReadOnlyCollection<SubscriptionChannel> unsubscribed)
{
    private IReadOnlyList<long> joins = [];
    private IReadOnlyList<long> leaves = [];

    /// <summary>Groups that it joins.</summary>
    public IReadOnlyList<long> Joins { get => joins; init => joins = value; }

    /// <summary>Groups that it leaves.</summary>
    public IReadOnlyList<long> Leaves { get => leaves; init => leaves = value; }

    /// <summary>Channels that it is unsubscribed from.</summary>
    public IReadOnlyList<SubscriptionChannel> OptOuts { get; init; } = [];

    /// <summary>Channels that it is unsubscribed from at the service, and not in the source.</summary>
    public IReadOnlyList<SubscriptionChannel> OptIns { get; init; } = [];

    /// <summary>The groups as they would change, if they are left as they are; null if they would not.</summary>
    public FieldChange? KeptGroups { get; private set; }

    /// <summary>Whether it stays in a group that it would leave.</summary>
    public bool IsKept { get; private set; }

    /// <summary>Whether there is nothing to do, and nothing to report.</summary>
    public bool IsEmpty => Joins.Count + Leaves.Count + OptOuts.Count + OptIns.Count == 0 && KeptGroups is null;

    /// <summary>Whether something of it cannot be undone.</summary>
    /// <param name="subscribesAgain">Whether channels that are not in the source are resubscribed.</param>
    public bool IsDestructive(bool subscribesAgain) => Leaves.Count > 0 || (subscribesAgain && OptIns.Count > 0);

    /// <summary>The requests that it takes: one for all groups that it joins, one for those that it leaves, one for each channel.</summary>
    /// <param name="subscribesAgain">Whether channels that are not in the source are resubscribed.</param>
    public int Requests(bool subscribesAgain) => (Joins.Count > 0 ? 1 : 0) + (Leaves.Count > 0 ? 1 : 0) + OptOuts.Count + (subscribesAgain ? OptIns.Count : 0);

    /// <summary>Leaves its groups as they are.</summary>
    public void KeepGroups()
    {
        KeptGroups = GroupChange;
        (joins, leaves) = ([], []);
    }

    /// <summary>Leaves those groups out that it must not leave.</summary>
    public void Keep(Func<long, bool> mustStay)
    {
        IsKept |= Leaves.Any(mustStay);
        leaves = [.. leaves.Where(group => !mustStay(group))];
    }

    /// <summary>The changes as they are reported.</summary>
    /// <param name="subscribesAgain">Whether channels that are not in the source are resubscribed.</param>
    public IEnumerable<FieldChange> ChangesOf(bool subscribesAgain)
    {
        if (GroupChange is { } groups)
        {
            yield return groups;
        }

        if (OptOuts.Count > 0 || (subscribesAgain && OptIns.Count > 0))
        {
            yield return new FieldChange(MembershipColumns.Unsubscribed, Names(unsubscribed), Names(unsubscribed.Except(subscribesAgain ? OptIns : []).Concat(OptOuts)));
        }
    }

    /// <summary>The channels that the source must record.</summary>
    public FieldChange OptedOut => new(MembershipColumns.Unsubscribed, Names(unsubscribed.Except(OptIns)), Names(unsubscribed));

    private FieldChange? GroupChange => Joins.Count + Leaves.Count > 0 ? new FieldChange(MembershipColumns.Group, Names(held), Names(held.Except(Leaves).Concat(Joins))) : null;

    private string[] Names(IEnumerable<long> groups) => [.. groups.Select(nameOf).OrderBy(static name => name, StringComparer.OrdinalIgnoreCase)];

    private static string[] Names(IEnumerable<SubscriptionChannel> channels) => [.. SubscriptionChannel.All.Where(channels.Contains).Select(static channel => channel.Name)];
}
