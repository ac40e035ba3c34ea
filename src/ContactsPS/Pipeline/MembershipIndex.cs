namespace ContactsPS.Pipeline;

/// <summary>Who is in which groups, and unsubscribed from which channels: eight bytes for each membership and each opt-out.</summary>
internal sealed class MembershipIndex
{
    private readonly Dictionary<long, IdSet> members = [];
    private readonly Dictionary<SubscriptionChannel, IdSet> unsubscribed = [];

    /// <summary>Whether it has all contacts, and not just some that were asked for.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The groups whose members are known.</summary>
    public IReadOnlyCollection<long> Groups => members.Keys;

    /// <summary>The members of a group, for somebody to fill in.</summary>
    public IdSet MembersOf(long group) => Get(members, group);

    /// <summary>Those who are unsubscribed from a channel, for somebody to fill in.</summary>
    public IdSet UnsubscribedFrom(SubscriptionChannel channel) => Get(unsubscribed, channel);

    /// <summary>The groups that a contact is in.</summary>
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
