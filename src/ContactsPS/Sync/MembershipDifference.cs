using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>What has to be done so that a contact is in the groups, and unsubscribed from the channels, that its row names.</summary>
internal sealed class MembershipDifference
{
    private readonly ManagedMemberships managed;
    private readonly IReadOnlyCollection<long> held;
    private readonly IReadOnlyCollection<SubscriptionChannel> unsubscribed;

    /// <param name="managed">What is managed.</param>
    /// <param name="desired">What the row says.</param>
    /// <param name="held">The groups that the contact is in.</param>
    /// <param name="unsubscribed">The channels that it is unsubscribed from.</param>
    public MembershipDifference(ManagedMemberships managed, DesiredMemberships desired, IEnumerable<long> held, IEnumerable<SubscriptionChannel> unsubscribed)
    {
        this.managed = managed;
        this.held = [.. held.Where(group => managed.Groups?.Contains(group) == true)];
        this.unsubscribed = [.. unsubscribed];
        Joins = desired.Groups is null ? [] : [.. desired.Groups.Except(this.held)];
        Leaves = desired.Groups is null ? [] : [.. this.held.Except(desired.Groups)];
        OptOuts = desired.OptOuts is null ? [] : [.. desired.OptOuts.Except(this.unsubscribed)];
        OptIns = desired.OptOuts is null || desired.IsShort ? [] : [.. this.unsubscribed.Except(desired.OptOuts)];
    }

    /// <summary>Groups that it joins.</summary>
    public IReadOnlyList<long> Joins { get; private set; }

    /// <summary>Groups that it leaves.</summary>
    public IReadOnlyList<long> Leaves { get; private set; }

    /// <summary>Channels that it is unsubscribed from.</summary>
    public IReadOnlyList<SubscriptionChannel> OptOuts { get; }

    /// <summary>Channels that it is unsubscribed from at the service, and not in the source.</summary>
    public IReadOnlyList<SubscriptionChannel> OptIns { get; }

    /// <summary>The groups as they would change, if they are left as they are; null if they would not.</summary>
    public FieldChange? KeptGroups { get; private set; }

    /// <summary>Whether there is nothing to do, and nothing to report.</summary>
    public bool IsEmpty => Joins.Count + Leaves.Count + OptOuts.Count + OptIns.Count == 0 && KeptGroups is null;

    /// <summary>Whether something of it cannot be undone.</summary>
    /// <param name="subscribesAgain">Whether channels that are not in the source are subscribed again.</param>
    public bool IsDestructive(bool subscribesAgain) => Leaves.Count > 0 || (subscribesAgain && OptIns.Count > 0);

    /// <summary>The requests that it takes: one for all groups that it joins, one for those that it leaves, one for each channel.</summary>
    /// <param name="subscribesAgain">Whether channels that are not in the source are subscribed again.</param>
    public int Requests(bool subscribesAgain) => (Joins.Count > 0 ? 1 : 0) + (Leaves.Count > 0 ? 1 : 0) + OptOuts.Count + (subscribesAgain ? OptIns.Count : 0);

    /// <summary>Leaves its groups as they are.</summary>
    public void KeepGroups()
    {
        KeptGroups = GroupChange;
        (Joins, Leaves) = ([], []);
    }

    /// <summary>Leaves those groups out that it must not leave.</summary>
    public void Keep(Func<long, bool> mustStay) => Leaves = [.. Leaves.Where(group => !mustStay(group))];

    /// <summary>The changes as they are reported.</summary>
    /// <param name="subscribesAgain">Whether channels that are not in the source are subscribed again.</param>
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

    /// <summary>What the source must learn: the channels that it does not have.</summary>
    public FieldChange OptedOut => new(MembershipColumns.Unsubscribed, Names(unsubscribed.Except(OptIns)), Names(unsubscribed));

    private FieldChange? GroupChange => Joins.Count + Leaves.Count > 0 ? new FieldChange(MembershipColumns.Group, Names(held), Names(held.Except(Leaves).Concat(Joins))) : null;

    private string[] Names(IEnumerable<long> groups) => [.. groups.Select(managed.NameOf).OrderBy(static name => name, StringComparer.OrdinalIgnoreCase)];

    private static string[] Names(IEnumerable<SubscriptionChannel> channels) => [.. SubscriptionChannel.All.Where(channels.Contains).Select(static channel => channel.Name)];
}
