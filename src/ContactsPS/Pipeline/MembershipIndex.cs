namespace ContactsPS.Pipeline;

/// <summary>The members of groups and the opt-outs of channels, in eight bytes for each.</summary>
internal sealed class MembershipIndex
{
    private readonly Dictionary<long, IdSet> members = [];
    private readonly Dictionary<SubscriptionChannel, IdSet> unsubscribed = [];

    /// <summary>Whether it has all contacts, not only some requested ones.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The groups whose members are known.</summary>
    public IReadOnlyCollection<long> Groups => members.Keys;

    /// <summary>The members of a group, to be filled in.</summary>
    public IdSet MembersOf(long group) => Get(members, group);

    /// <summary>The contacts that are unsubscribed from a channel, to be filled in.</summary>
    public IdSet UnsubscribedFrom(SubscriptionChannel channel) => Get(unsubscribed, channel);

    /// <summary>The groups of a contact.</summary>
    public IEnumerable<long> GroupsOf(long contact) => members.Where(entry => entry.Value.Contains(contact)).Select(static entry => entry.Key);

    /// <summary>The channels that a contact is unsubscribed from.</summary>
    public IEnumerable<SubscriptionChannel> OptOutsOf(long contact) => unsubscribed.Where(entry => entry.Value.Contains(contact)).Select(static entry => entry.Key);

    private static IdSet Get<TKey>(Dictionary<TKey, IdSet> sets, TKey key)
        where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var set))
        {
            sets.Add(key, set = new IdSet());
        }

        return set;
    }
}
