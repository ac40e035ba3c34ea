namespace ContactsPS.Pipeline;

/// <summary>A channel whose opt-outs the service lists with a filter.</summary>
internal sealed class SubscriptionChannel
{
    private readonly Func<bool, long?, ContactQuery> query;

    private SubscriptionChannel(string name, Func<bool, long?, ContactQuery> query)
    {
        Name = name;
        this.query = query;
    }

    /// <summary>All channels.</summary>
    public static IReadOnlyList<SubscriptionChannel> All { get; } =
    [
        new("email", static (isUnsubscribed, id) => new ContactQuery { UnsubscribedFromEmail = isUnsubscribed, Id = id }),
        new("sms", static (isUnsubscribed, id) => new ContactQuery { UnsubscribedFromSms = isUnsubscribed, Id = id }),
        new("push", static (isUnsubscribed, id) => new ContactQuery { UnsubscribedFromPush = isUnsubscribed, Id = id }),
    ];

    /// <summary>Its name in paths and cells.</summary>
    public string Name { get; }

    /// <summary>The query for contacts that are unsubscribed, or that are not.</summary>
    /// <param name="isUnsubscribed">Whether to find unsubscribed contacts.</param>
    /// <param name="id">The id of the only contact to find; null for all.</param>
    public ContactQuery Query(bool isUnsubscribed, long? id = null) => query(isUnsubscribed, id);

    public override string ToString() => Name;
}
