using ContactsPS.Errors;
using ContactsPS.Pipeline;

namespace ContactsPS.Sync;

/// <summary>What the changes of a plan have to do about groups and opt-outs.</summary>
/// <param name="plan">The changes.</param>
/// <param name="account">What was read of the account.</param>
/// <param name="groups">Reads groups.</param>
/// <param name="options">How it is done.</param>
internal sealed class PlanMemberships(PlanStore plan, PlanReader account, GroupReferences groups, PlanOptions options)
{
    private readonly LeaveLimit limit = new(options.MaximumPrunePercent);

    /// <summary>The changes that are about groups or opt-outs.</summary>
    public IEnumerable<int> Places => plan.Places.Where(plan.HasMemberships);

    /// <summary>Groups that somebody would leave.</summary>
    public int Groups => limit.Groups;

    /// <summary>Why nobody leaves a group, for each that more would leave than are allowed.</summary>
    public IEnumerable<InputException> Refusals => limit.Refusals(groups.NameOf);

    /// <summary>Finds the groups that too many would leave.</summary>
    public void Limit()
    {
        foreach (var place in Places)
        {
            limit.Count(Of(place, plan.Read(place)).Leaves);
        }

        limit.Apply(group => account.Memberships.MembersOf(group).Count);
    }

    /// <summary>What of groups and opt-outs is to be done: only what the contact does not have yet, and nobody leaves a group that more would leave than are allowed.</summary>
    public MembershipDifference Of(int place, PlannedChange planned)
    {
        if (!plan.HasMemberships(place) || planned.Action == ContactChangeAction.Removed || plan.StateOf(place) is not (PlanState.Current or PlanState.Done))
        {
            return new MembershipDifference(groups.NameOf, [], []);
        }

        var id = plan.IdOf(place);
        var isPresent = planned.Action == ContactChangeAction.Created;
        var index = isPresent ? account.FollowUps : account.Memberships;
        var (held, unsubscribed) = (index.GroupsOf(id).ToList(), index.OptOutsOf(id).ToList());
        var label = Messages.Get("Row", plan.NumberOf(place));
        var group = isPresent ? null : planned.Changes.FirstOrDefault(static change => change.Field == MembershipColumns.Group);
        var channel = isPresent ? null : planned.Changes.FirstOrDefault(static change => change.Field == MembershipColumns.Unsubscribed);
        var (from, to) = (account.ReadGroups([.. PlanReader.Names(group?.From)], label), account.ReadGroups(isPresent ? planned.Group ?? [] : [.. PlanReader.Names(group?.To)], label));
        var (optedOut, optsOut) = (PlanReader.ReadChannels(PlanReader.Names(channel?.From)), PlanReader.ReadChannels(isPresent ? planned.Unsubscribed ?? [] : PlanReader.Names(channel?.To)));
        var difference = new MembershipDifference(groups.NameOf, [.. held.Intersect(from.Concat(to))], [.. unsubscribed.Intersect(optedOut.Concat(optsOut))])
        {
            Joins = [.. to.Except(from).Except(held)],
            Leaves = [.. from.Except(to).Intersect(held)],
            OptOuts = [.. optsOut.Except(optedOut).Except(unsubscribed)],
            OptIns = [.. optedOut.Except(optsOut).Intersect(unsubscribed)],
        };
        difference.Keep(limit.IsExceeded);
        return difference;
    }

    /// <summary>The opt-outs of a change that are to be done, whether or not they can be.</summary>
    public int OptOutsOf(int place, PlannedChange planned, MembershipDifference difference) => planned.Action switch
    {
        ContactChangeAction.Created when plan.StateOf(place) != PlanState.Done => planned.Unsubscribed?.Count ?? 0,
        ContactChangeAction.Updated when plan.StateOf(place) is PlanState.Stale or PlanState.Missing =>
            planned.Changes.Where(static change => change.Field == MembershipColumns.Unsubscribed).Sum(static change => PlanReader.Names(change.To).Except(PlanReader.Names(change.From), StringComparer.Ordinal).Count()),
        _ => difference.OptOuts.Count,
    };

    /// <summary>The channels that a contact is resubscribed to.</summary>
    public IReadOnlyList<SubscriptionChannel> Again(MembershipDifference difference) => options.AllowResubscribe ? difference.OptIns : [];
}
